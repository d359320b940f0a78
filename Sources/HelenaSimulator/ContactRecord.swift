/// A customer.
///
/// Some names occur more than once, as names do.
struct ContactRecord: Sendable {
    let id: String
    let name: String
    let phoneNumber: String
    /// Positions in the world's list of tags.
    let tags: [Int]
}
