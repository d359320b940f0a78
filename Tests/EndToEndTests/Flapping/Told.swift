/// What a program was told of one transfer that it asked for.
struct Told: Sendable {
    let session: String
    let department: String
    /// 200: the API has carried it out; 202: it is on disk; 409: a later one has
    /// replaced it.
    let status: Int
    let intent: String
}
