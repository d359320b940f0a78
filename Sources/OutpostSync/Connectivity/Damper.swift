import OutpostModel

/// Which turns of the line people are told of, and when: a short loss alarms nobody, and who was not
/// told that it went is not told that it came back.
package struct Damper: Hashable, Sendable {
    /// How long the line must have been away before anybody hears of it.
    package static let usual = Duration.seconds(10)

    private let damping: Duration
    /// `online`, `offline` or `paused`; nil as long as nothing is known.
    private var present: LineState?
    private var turnedAt = Duration.zero
    private var told: LineState?
    private var isPauseTold = false

    package init(damping: Duration = Damper.usual) { self.damping = damping }

    mutating func turn(_ state: LineState?, at now: Duration) {
        guard state != present else { return }
        present = state
        turnedAt = now
    }

    /// When there is something to tell; nil if there is nothing.
    var due: Duration? {
        switch present {
        // Without a line from the start there is nothing to be calm about.
        case .offline: told == .offline ? nil : turnedAt + (told == nil ? .zero : damping)
        case .paused: told == .paused ? nil : turnedAt
        case .online: told == .online && !isPauseTold ? nil : turnedAt
        case .resumed, nil: nil
        }
    }

    /// What to tell now. It counts as told.
    mutating func take(at now: Duration) -> LineState? {
        guard let due, due <= now, let present else { return nil }
        told = present
        guard present == .online, isPauseTold else {
            isPauseTold = isPauseTold || present == .paused
            return present
        }
        isPauseTold = false
        return .resumed
    }
}
