extension Duration {
    /// Reads `30s`, `5m`, `8h` or `2d`; a bare number is seconds. Nil for anything else, and for
    /// zero: no setting means "never" or "always" by it.
    package init?(text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        // Nine digits of days are longer than anybody waits, and do not overflow.
        guard (1...9).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int64(digits), count > 0
        else { return nil }
        self = .seconds(count * (unit ?? 1))
    }
}
