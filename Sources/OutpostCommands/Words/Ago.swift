import Foundation

extension Date {
    /// "just now", "3 minutes ago": how people speak of time.
    func ago(at now: Date) -> String { "\(Int(now.timeIntervalSince(self)).spelledOut) ago" }

    /// "in 3 hours".
    func ahead(of now: Date) -> String { "in \(Int(timeIntervalSince(now)).spelledOut)" }
}

extension Int {
    /// Seconds in the largest unit that fits: "45 seconds", "3 hours".
    var spelledOut: String {
        let seconds = Swift.max(0, self)
        let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        for (size, name) in units where seconds >= size {
            let count = seconds / size
            return count == 1 ? "1 \(name)" : "\(count) \(name)s"
        }
        return "0 seconds"
    }
}
