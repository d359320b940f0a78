import OutpostModel

extension Timestamp {
    /// Reads a moment as programs write them into filters: ISO 8601 with `Z`, with an offset, or
    /// with neither, which means UTC; without the seconds, or a date alone, which means its
    /// midnight. Of the fraction seven digits count.
    init?(loosely text: String) {
        // A form has a space where a time with a space in it was meant, and where there was a plus.
        let pattern =
            /(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:[.,](\d+))?)?)?([Zz]|([+-])(\d\d):?(\d\d))?/
        guard text.utf8.count <= 64, let parts = text.wholeMatch(of: pattern)?.output else {
            return nil
        }
        let seconds = parts.3.map { String($0.prefix(3)) } ?? ":00"
        let fraction = String((parts.4 ?? "0").prefix(7))
        let whole = "\(parts.1)T\(parts.2 ?? "00:00")\(seconds).\(fraction)Z"
        guard let moment = Timestamp(whole) else { return nil }
        guard let sign = parts.6, let hours = parts.7.flatMap({ Int($0) }),
            let minutes = parts.8.flatMap({ Int($0) })
        else {
            self = moment
            return
        }
        let offset = Double(hours * 3_600 + minutes * 60)
        self = moment.minus(seconds: sign == "-" ? -offset : offset)
    }
}
