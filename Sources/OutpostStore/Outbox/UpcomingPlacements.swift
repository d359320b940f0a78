/// Where sessions will be, by their pending transfers: for questions that reach over all sessions.
package struct UpcomingPlacements: Hashable, Sendable {
    /// An array of `[session, department, user]`, the last two null where the transfer does not say.
    /// As text, because it goes from one database to the other: SQLite reads it faster than we do.
    let json: String

    package static let none = UpcomingPlacements(json: "[]")

    var isEmpty: Bool { json == Self.none.json }
}
