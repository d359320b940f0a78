/// What `/readyz` answers. Its members are a promise: they stay.
struct ReadinessReport: Codable, Hashable {
    let ready: Bool
    /// Why not, a sentence each.
    let reasons: [String]
}
