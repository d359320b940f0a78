extension JSONReader {
    /// Whole where its value is, however it is written, as `JSONDecoder` has it: `1.0` and `1e2` are.
    mutating func number(_ text: Span<UInt8>) throws(Malformed) -> JSONValue {
        let start = position
        let isNegative = take(UInt8(ascii: "-"), text)
        let first = position
        var exact = ExactNumber()
        try digits(text, into: &exact)
        guard position - first == 1 || text[first] != UInt8(ascii: "0") else { throw Malformed() }
        if take(UInt8(ascii: "."), text) {
            let point = position
            try digits(text, into: &exact)
            exact.exponent = point - position
        }
        if take(UInt8(ascii: "e"), text) || take(UInt8(ascii: "E"), text) {
            exact.exponent += try exponent(text)
        }
        if let whole = exact.whole(isNegative) { return .integer(whole) }
        let written = text.extracting(start..<position).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
        guard let value = Double(written), value.isFinite else { throw Malformed() }
        return .number(value)
    }

    private mutating func digits(
        _ text: Span<UInt8>, into exact: inout ExactNumber
    ) throws(Malformed) {
        let start = position
        while let byte = peek(text), Self.isDigit(byte) {
            exact.append(byte - UInt8(ascii: "0"))
            position += 1
        }
        guard position > start else { throw Malformed() }
    }

    private mutating func exponent(_ text: Span<UInt8>) throws(Malformed) -> Int {
        let isNegative = take(UInt8(ascii: "-"), text)
        if !isNegative { _ = take(UInt8(ascii: "+"), text) }
        var exact = ExactNumber()
        try digits(text, into: &exact)
        let size = exact.digits.flatMap(Int.init(exactly:)).map { min($0, 1_000_000) } ?? 1_000_000
        return isNegative ? -size : size
    }
}
