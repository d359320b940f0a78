/// Reads JSON (RFC 8259, in UTF-8) as ``JSONValue``, whose every part is made once and where it belongs.
///
/// A decoder is asked for one type after the other, and each wrong guess costs a thrown error: it was
/// half of what fetching sessions cost. `JSONSerialization` gets the last digit of many fractions wrong. What
/// is read here, and what is refused, is held against `JSONDecoder` by a test.
struct JSONReader {
    struct Malformed: Error {}

    var position = 0

    private init() {}

    /// Nil for what is no JSON text.
    static func read(_ text: Span<UInt8>) -> JSONValue? {
        var reader = JSONReader()
        do throws(Malformed) {
            reader.skipByteOrderMark(text)
            reader.skipSpace(text)
            let value = try reader.value(text, depth: 0)
            reader.skipSpace(text)
            return reader.position == text.count ? value : nil
        } catch {
            return nil
        }
    }

    private mutating func value(
        _ text: Span<UInt8>, depth: Int
    ) throws(Malformed) -> JSONValue {
        switch peek(text) {
        case UInt8(ascii: "\""): return .string(try string(text))
        case UInt8(ascii: "{"): return .object(try object(text, depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(text, depth: depth + 1))
        case UInt8(ascii: "t"): return try word(text, "true", .bool(true))
        case UInt8(ascii: "f"): return try word(text, "false", .bool(false))
        case UInt8(ascii: "n"): return try word(text, "null", .null)
        default: return try number(text)
        }
    }

    /// Of members with the same name the first counts, as `JSONDecoder` has it.
    private mutating func object(
        _ text: Span<UInt8>, depth: Int
    ) throws(Malformed) -> [String: JSONValue] {
        guard depth <= JSONValue.deepest else { throw Malformed() }
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace(text)
        if take(UInt8(ascii: "}"), text) { return members }
        repeat {
            skipSpace(text)
            guard peek(text) == UInt8(ascii: "\"") else { throw Malformed() }
            let name = try string(text)
            skipSpace(text)
            guard take(UInt8(ascii: ":"), text) else { throw Malformed() }
            skipSpace(text)
            let value = try value(text, depth: depth)
            if let first = members.updateValue(value, forKey: name) { members[name] = first }
            skipSpace(text)
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "}"), text) else { throw Malformed() }
        return members
    }

    private mutating func array(
        _ text: Span<UInt8>, depth: Int
    ) throws(Malformed) -> [JSONValue] {
        guard depth <= JSONValue.deepest else { throw Malformed() }
        position += 1
        var values: [JSONValue] = []
        skipSpace(text)
        if take(UInt8(ascii: "]"), text) { return values }
        repeat {
            skipSpace(text)
            values.append(try value(text, depth: depth))
            skipSpace(text)
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "]"), text) else { throw Malformed() }
        return values
    }

    private mutating func word(
        _ text: Span<UInt8>, _ word: StaticString, _ value: JSONValue
    ) throws(Malformed) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index], text) else { throw Malformed() }
        }
        return value
    }

    func peek(_ text: Span<UInt8>) -> UInt8? {
        position < text.count ? text[position] : nil
    }

    mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard peek(text) == byte else { return false }
        position += 1
        return true
    }

    mutating func skipSpace(_ text: Span<UInt8>) {
        while let byte = peek(text), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    /// It does not belong there, and may be ignored (RFC 8259, section 8.1).
    private mutating func skipByteOrderMark(_ text: Span<UInt8>) {
        guard text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF else { return }
        position = 3
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
