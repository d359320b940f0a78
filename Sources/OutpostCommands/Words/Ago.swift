import Foundation

extension Date {
    /// "just now", "3 minutes ago": how people speak of time.
    func ago(at now: Date) -> String {
        let seconds = Int(now.timeIntervalSince(self))
        return seconds < 1 ? "just now" : "\(seconds.spelledOut) ago"
    }

    /// "in 23 hours", "now": the same of what is to come.
    func ahead(at now: Date) -> String {
        let seconds = Int(timeIntervalSince(now))
        return seconds < 1 ? "now" : "in \(seconds.spelledOut)"
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

    /// "1 transfer", "2 transfers"
    func counted(_ thing: String) -> String { self == 1 ? "1 \(thing)" : "\(self) \(thing)s" }
}
