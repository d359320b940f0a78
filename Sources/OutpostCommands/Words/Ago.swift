import Foundation

extension Date {
    /// "just now", "3 minutes ago": how people speak of time.
    func ago(at now: Date) -> String {
        let seconds = Int(now.timeIntervalSince(self))
        return seconds < 1 ? "just now" : "\(seconds.spelledOut) ago"
    }

    /// "in 23 hours", "now": the same of what is to come.
    func ahead(at now: Date) -> String {
        let seconds = Int(timeIntervalSince(now).rounded())
        return seconds < 1 ? "now" : "in \(seconds.roundedOut)"
    }
}

extension Int {
    /// Seconds in the largest unit that fits: "45 seconds", "3 hours".
    var spelledOut: String {
        let seconds = Swift.max(0, self)
        let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        for (size, name) in units where seconds >= size {
            return (seconds / size).counted(name)
        }
        return "0 seconds"
    }

    /// The same, and what is nearly a day is one: 23 hours and 59 minutes are "1 day".
    var roundedOut: String {
        let units = [(86_400, 3_600), (3_600, 60), (60, 1)]
        let nearly = units.first { size, smaller in self + smaller / 2 >= size }
        return (self + (nearly?.1 ?? 0) / 2).spelledOut
    }

    /// "1 transfer", "2 transfers"
    func counted(_ thing: String) -> String { self == 1 ? "1 \(thing)" : "\(self) \(thing)s" }
}
