/// A message of a session.
///
/// Only what a transfer leaves behind is kept; what customers wrote is made up again each time it
/// is asked for.
struct MessageRecord: Sendable {
    let id: String
    let createdAt: Timestamp
    let type: String
    let isFromCustomer: Bool
    let text: String
    let userID: String?
}
