import Foundation

/// What a `Retry-After` header asks for, in either of its forms.
struct RetryAfter: Hashable, Sendable {
    /// Between nothing and ``longest``.
    let pause: Duration

    /// The longest pause that is obeyed: a server that is wrong by a digit must not silence a
    /// branch for a day.
    static let longest: Duration = .seconds(3600)

    /// Nil if there is no header, or one that is neither seconds nor an HTTP date.
    ///
    /// A date is measured against the answer's own `date` where it has one, so that a branch
    /// computer with a wrong clock waits as long as the server meant; else against `now`.
    init?(_ header: String?, date: String?, now: Date) {
        guard let header = header?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Double(header), seconds.isFinite {
            pause = Self.bounded(seconds)
        } else if let until = HTTPDate(header) {
            let from = date.flatMap { HTTPDate($0) }?.date ?? now
            pause = Self.bounded(until.date.timeIntervalSince(from))
        } else {
            return nil
        }
    }

    private static func bounded(_ seconds: Double) -> Duration {
        seconds >= 3600 ? longest : .milliseconds(Int64(max(0, seconds) * 1000))
    }
}
