/// Writes JSON in one form only: members sorted, no spaces, nothing escaped that need not be.
///
/// The cache compares texts to tell whether anything changed, so the form is ours and not a library's,
/// whose next version might spell the same object otherwise and have every session written again.
/// It is also most of what saving a page of sessions would cost: `JSONEncoder` needs several times as
/// long for an object of the API's.
struct JSONWriter {
    private(set) var text: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: add("null")
        case .bool(let value): add(value ? "true" : "false")
        case .integer(let value): add("\(value)")
        // JSON knows no infinity; nothing that was read from JSON is one.
        case .number(let value): add(value.isFinite ? "\(value)" : "null")
        case .string(let value): write(value)
        case .array(let values): write(values)
        case .object(let members): write(members)
        }
    }

    mutating func write(_ members: [String: JSONValue]) {
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            write(name)
            text.append(UInt8(ascii: ":"))
            write(value)
        }
        text.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ values: [JSONValue]) {
        text.append(UInt8(ascii: "["))
        var isFirst = true
        for value in values {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            write(value)
        }
        text.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ string: String) {
        text.append(UInt8(ascii: "\""))
        if string.utf8.contains(where: Self.isEscaped) {
            for byte in string.utf8 { escape(byte) }
        } else {
            text.append(contentsOf: string.utf8)
        }
        text.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case _ where !Self.isEscaped(byte): text.append(byte)
        case UInt8(ascii: "\""): add("\\\"")
        case UInt8(ascii: "\\"): add("\\\\")
        case UInt8(ascii: "\n"): add("\\n")
        case UInt8(ascii: "\r"): add("\\r")
        case UInt8(ascii: "\t"): add("\\t")
        case 0x08: add("\\b")
        case 0x0C: add("\\f")
        default: add("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
        }
    }

    private mutating func add(_ part: String) { text.append(contentsOf: part.utf8) }

    /// RFC 8259, section 7.
    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
