import OutpostModel

/// One `outpost transfer`, as the plan wants it.
struct TortureOrder: Sendable {
    /// Its number in the plan.
    let number: Int
    let session: String
    let place: Place
    let ifMoved: Intent.IfMoved
    var key: String?
    var expiresIn: String?
    var wait: String?
    /// When the command itself is killed; nil: never.
    var killedAfter: Duration?

    var arguments: [String] {
        var words = ["transfer", session] + place.arguments
        words += ["--if-moved", ifMoved.rawValue, "--json"]
        for (option, value) in [("--key", key), ("--expires-in", expiresIn), ("--wait", wait)] {
            if let value { words += [option, value] }
        }
        return words
    }
}

extension TortureOrder: CustomStringConvertible {
    var description: String {
        var words = ["order \(number)", String(session.prefix(8)), "→ \(place)", ifMoved.rawValue]
        words += [key.map { "key \($0)" }, expiresIn.map { "expires in \($0)" }].compactMap(\.self)
        words += [wait.map { "wait \($0)" }, killedAfter.map { "killed after \($0)" }]
            .compactMap(\.self)
        return words.joined(separator: " ")
    }
}
