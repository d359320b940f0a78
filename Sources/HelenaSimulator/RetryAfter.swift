/// The two forms in which HTTP lets a server say when to come back.
package enum RetryAfter: Sendable, Equatable {
    case seconds(Int)
    /// An HTTP date, so many seconds after the request.
    case date(secondsAhead: Int)

    func header(at now: Timestamp) -> String {
        switch self {
        case .seconds(let seconds): "\(seconds)"
        case .date(let ahead):
            now.adding(ticks: Int64(ahead) * Timestamp.ticksPerSecond).httpDate
        }
    }

    var json: String {
        var text = JSONText()
        switch self {
        case .seconds(let seconds): text.field("seconds", seconds)
        case .date(let ahead): text.field("dateSecondsAhead", ahead)
        }
        return text.object
    }
}
