import OutpostModel
import Synchronization

/// Shows how a refresh goes: on a terminal one line that is written over, else a line a resource,
/// and one every ten seconds of what takes long.
final class RefreshDisplay: Sendable {
    private struct State {
        var latest: [RefreshProgress] = []
        var startedAt: [Resource: ContinuousClock.Instant] = [:]
        var shownAt = ContinuousClock.now
    }

    private let state = Mutex(State())

    /// How often something is said where it cannot be written over.
    private static let everySoOften = Duration.seconds(10)

    /// The last that was said of each resource, in the order in which they came.
    var results: [RefreshProgress] {
        state.withLock(\.latest).filter { $0.done || $0.failure != nil }
    }

    @Sendable func show(_ progress: RefreshProgress) {
        let now = ContinuousClock.now
        let (took, isTime) = state.withLock { state in
            state.latest.removeAll { $0.resource == progress.resource }
            state.latest.append(progress)
            let startedAt = state.startedAt[progress.resource] ?? now
            state.startedAt[progress.resource] = startedAt
            let isTime = Terminal.showsProgress || now - state.shownAt >= Self.everySoOften
            if isTime { state.shownAt = now }
            return (now - startedAt, isTime)
        }
        if progress.done {
            overwrite(
                """
                \(progress.resource.rawValue): \(progress.items) read, \(progress.changed) changed, \
                \(progress.deleted) gone
                """, isLast: true)
        } else if progress.failure == nil, isTime {
            overwrite(progress.words(after: took), isLast: false)
        }
    }

    private func overwrite(_ text: String, isLast: Bool) {
        guard Terminal.showsProgress else { return Speech.say(text) }
        Speech.murmur("\r\u{1B}[K" + text + (isLast ? "\n" : ""))
    }
}

extension RefreshProgress {
    /// "sessions: 12000 of 100000, page 124, 310 a second, 4 minutes left"
    func words(after took: Duration) -> String {
        var words = "\(resource.rawValue): \(items)"
        if let total { words += " of \(total)" }
        words += ", page \(pages)"
        let seconds = Double(took.components.seconds)
        guard seconds >= 1, items > 0 else { return words }
        let rate = Double(items) / seconds
        words += ", \(Int(rate.rounded())) a second"
        if let total, total > items {
            words += ", \(Int(Double(total - items) / rate).spelledOut) left"
        }
        return words
    }
}
