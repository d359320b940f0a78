/// Decimal digits and where the point stands, without rounding.
struct ExactNumber {
    /// Nil where they are too many.
    var digits: UInt64? = 0
    var exponent = 0

    mutating func append(_ digit: UInt8) {
        guard let digits else { return }
        let (tens, overflows) = digits.multipliedReportingOverflow(by: 10)
        let (sum, exceeds) = tens.addingReportingOverflow(UInt64(digit))
        self.digits = overflows || exceeds ? nil : sum
    }

    /// The value if it is a whole number and fits.
    func whole(_ isNegative: Bool) -> Int64? {
        guard var value = digits else { return nil }
        guard value > 0 else { return 0 }
        for _ in 0..<abs(exponent) {
            if exponent < 0 {
                guard value.isMultiple(of: 10) else { return nil }
                value /= 10
            } else {
                let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
                guard !overflows else { return nil }
                value = tens
            }
        }
        guard isNegative else { return Int64(exactly: value) }
        return value == Int64.min.magnitude ? .min : Int64(exactly: value).map { -$0 }
    }
}
