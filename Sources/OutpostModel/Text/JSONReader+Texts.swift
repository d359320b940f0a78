extension JSONReader {
    mutating func string(_ text: Span<UInt8>) throws(Malformed) -> String {
        position += 1
        let start = position
        while let byte = peek(text), byte >= 0x20 {
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return try Self.checked(text.extracting(start..<position))
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(text, from: start) }
            position += 1
        }
        throw Malformed()
    }

    /// From the first escape on.
    private mutating func escapedString(
        _ text: Span<UInt8>, from start: Int
    ) throws(Malformed) -> String {
        var bytes: [UInt8] = []
        for index in start..<position { bytes.append(text[index]) }
        while let byte = peek(text), byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try Self.checked(bytes.span)
            case UInt8(ascii: "\\"): try escape(text, into: &bytes)
            default: bytes.append(byte)
            }
        }
        throw Malformed()
    }

    private mutating func escape(
        _ text: Span<UInt8>, into bytes: inout [UInt8]
    ) throws(Malformed) {
        guard let byte = peek(text) else { throw Malformed() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"):
            guard let scalar = Unicode.Scalar(try scalar(text)) else { throw Malformed() }
            bytes.append(contentsOf: Character(scalar).utf8)
        default: throw Malformed()
        }
    }

    /// Behind `\u`; two of them where the first is the high half of a pair.
    private mutating func scalar(_ text: Span<UInt8>) throws(Malformed) -> UInt32 {
        let high = try hexadecimal(text)
        guard (0xD800..<0xDC00).contains(high) else { return high }
        guard take(UInt8(ascii: "\\"), text), take(UInt8(ascii: "u"), text) else {
            throw Malformed()
        }
        let low = try hexadecimal(text)
        guard (0xDC00..<0xE000).contains(low) else { throw Malformed() }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func hexadecimal(_ text: Span<UInt8>) throws(Malformed) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8 =
                switch peek(text) {
                case let byte? where Self.isDigit(byte): byte - UInt8(ascii: "0")
                case let byte? where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte):
                    byte - UInt8(ascii: "a") + 10
                case let byte? where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte):
                    byte - UInt8(ascii: "A") + 10
                default: throw Malformed()
                }
            position += 1
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func checked(_ bytes: Span<UInt8>) throws(Malformed) -> String {
        let string = bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
        guard let string else { throw Malformed() }
        return string
    }
}
