/// A method and a path that a room answers.
struct KnownRoute: Hashable, Sendable {
    let method: String
    /// With its parameters in braces, as OpenAPI writes them: `/outpost/v1/intents/{id}`.
    let template: String

    /// Whether the path of a request is one of these.
    func matches(_ path: String) -> Bool {
        let wanted = template.split(separator: "/")
        let given = path.split(separator: "/")
        guard given.count == wanted.count else { return false }
        return zip(wanted, given).allSatisfy { $0.hasPrefix("{") || $0 == $1.lowercased() }
    }
}
