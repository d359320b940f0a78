import Hummingbird

/// The words after the question mark, checked: one that nobody knows would otherwise do nothing, and
/// the answer would be to another question.
struct QueryWords {
    private let words: [(name: String, value: String)]

    init(_ request: Request, knowing known: String...) throws(Problem) {
        var words: [(String, String)] = []
        for part in (request.uri.query ?? "").split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = sides.map(\.formDecoded)
            guard let name = decoded[0], let value = decoded.count == 1 ? "" : decoded[1] else {
                throw .malformed("the query is not percent-encoded UTF-8")
            }
            guard known.contains(name) else {
                let list = known.isEmpty ? "none" : known.joined(separator: ", ")
                throw .malformed(
                    "there is no query parameter \"\(name.prefix(40))\" here",
                    advice: "it knows \(list)")
            }
            words.append((name, value))
        }
        self.words = words
    }

    /// Nil where it is not there, or empty.
    func text(_ name: String) throws(Problem) -> String? {
        let found = texts(name)
        guard found.count <= 1 else { throw .malformed("\(name) may be given once") }
        return found.first
    }

    /// Every value of a word that may be repeated, empty ones left out.
    func texts(_ name: String) -> [String] {
        words.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    func number<Number: FixedWidthInteger>(
        _ name: String, in range: ClosedRange<Number>
    ) throws(Problem) -> Number? {
        guard let text = try text(name) else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw .malformed(
                "\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `?name`, `?name=true` or `?name=false`; false where it is not there.
    func flag(_ name: String) throws(Problem) -> Bool {
        guard words.contains(where: { $0.name == name }) else { return false }
        switch try text(name) {
        case nil, "true": return true
        case "false": return false
        default: throw .malformed("\(name) is true or false")
        }
    }
}
