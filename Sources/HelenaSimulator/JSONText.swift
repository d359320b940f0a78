/// Writes one JSON object, field by field, in the order given.
///
/// `JSONEncoder` would be shorter; a world of 100,000 sessions served by a debug build needs
/// something that costs a few microseconds for each object.
struct JSONText {
    private var text = "{"

    /// The object, closed.
    var object: String { text + "}" }

    /// The object without its closing brace, for one that is kept and added to.
    var unclosed: String { text }

    /// Goes on with an object that was left open.
    init(continuing unclosed: String = "{") {
        text = unclosed
    }

    mutating func raw(_ name: String, _ json: String) {
        if text.utf8.count > 1 { text += "," }
        text += "\""
        text += name
        text += "\":"
        text += json
    }

    mutating func field(_ name: String, _ value: String?) {
        raw(name, value.map(Self.quoted) ?? "null")
    }

    /// For text that holds nothing to escape: ids, moments, words of the API.
    mutating func word(_ name: String, _ value: String?) {
        raw(name, value.map { "\"" + $0 + "\"" } ?? "null")
    }

    mutating func field(_ name: String, _ value: Timestamp?) {
        word(name, value?.text)
    }

    mutating func field(_ name: String, _ value: Int?) {
        raw(name, value.map(String.init) ?? "null")
    }

    mutating func field(_ name: String, _ value: Bool) {
        raw(name, value ? "true" : "false")
    }

    mutating func null(_ name: String) {
        raw(name, "null")
    }

    static func array(_ items: [String]) -> String {
        "[" + items.joined(separator: ",") + "]"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
