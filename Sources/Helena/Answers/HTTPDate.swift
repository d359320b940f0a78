import Foundation

/// A date as HTTP writes it.
///
/// RFC 9110 (5.6.7) makes us read three forms:
///
///     Sun, 06 Nov 1994 08:49:37 GMT
///     Sunday, 06-Nov-94 08:49:37 GMT
///     Sun Nov  6 08:49:37 1994
struct HTTPDate: Hashable, Sendable {
    let date: Date

    init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        let isOldest = words.count == 5
        guard isOldest || (words.count == 6 && words[5] == "GMT") else { return nil }
        let (day, month, year, time) =
            isOldest
            ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        let clock = time.split(separator: ":").map { Int($0) }
        guard let day = Int(day), (1...31).contains(day),
            let month = Self.months.firstIndex(of: month.lowercased()),
            let year = Int(year).map({ $0 < 70 ? $0 + 2000 : $0 < 100 ? $0 + 1900 : $0 }),
            (1970...9999).contains(year),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        guard let date = calendar.date(from: parts) else { return nil }
        self.date = date
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
