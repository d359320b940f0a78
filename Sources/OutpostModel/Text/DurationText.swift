extension Duration {
    /// Reads `30s`, `5m`, `8h` or `2d`. Nil for anything else, for zero, and for more than ten years: no
    /// setting means "never" or "always" by it. Also for a bare number: who writes `8` may mean hours.
    package init?(text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ units[$0] }), (1...9).contains(digits.count),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int64(digits), count > 0, count * unit <= 3_650 * 86_400
        else { return nil }
        self = .seconds(count * unit)
    }
}
