/// The other forms in which moments travel: what clients send in filters, and HTTP's own.
extension Timestamp {
    /// Reads ISO 8601 with `Z`, an offset or nothing (then UTC), and any number of fractional
    /// digits, of which seven count.
    ///
    /// A date alone means its midnight.
    init?(text: String) {
        var rest = Array(text.utf8)[...]

        func number(_ width: Int) -> Int? {
            guard rest.count >= width else { return nil }
            var value = 0
            for byte in rest.prefix(width) {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            rest = rest.dropFirst(width)
            return value
        }
        func take(_ characters: Unicode.Scalar...) -> Bool {
            guard let next = rest.first, characters.contains(Unicode.Scalar(next)) else {
                return false
            }
            rest = rest.dropFirst()
            return true
        }

        guard let year = number(4), take("-"), let month = number(2), take("-"),
            let day = number(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = CivilDate.days(year: year, month: month, day: day) * 86_400
        var fraction: Int64 = 0

        if take("T", "t", " ") {
            guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60
            else { return nil }
            seconds += hour * 3600 + minute * 60
            if take(":") {
                guard let second = number(2), second <= 60 else { return nil }
                seconds += second
            }
            if take(".", ",") {
                let digits = rest.prefix { (48...57).contains($0) }
                rest = rest.dropFirst(digits.count)
                guard !digits.isEmpty else { return nil }
                for place in 0..<7 {
                    let digit = place < digits.count ? digits[digits.startIndex + place] - 48 : 0
                    fraction = fraction * 10 + Int64(digit)
                }
            }
        }
        if take("Z", "z") {
            // Already UTC.
        } else if let sign = rest.first, take("+", "-") {
            guard let hours = number(2), take(":") || !rest.isEmpty, let minutes = number(2)
            else { return nil }
            let offset = hours * 3600 + minutes * 60
            seconds -= sign == UInt8(ascii: "-") ? -offset : offset
        }
        guard rest.isEmpty else { return nil }
        self.init(ticks: Int64(seconds) * Self.ticksPerSecond + fraction)
    }

    /// `Wed, 21 Oct 2015 07:28:00 GMT`, as `Retry-After` may carry it.
    var httpDate: String {
        let civil = CivilDate(self)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
        let month = months[civil.month - 1]
        return "\(days[civil.weekday]), \(two(civil.day)) \(month) \(civil.year) \(time) GMT"
    }
}
