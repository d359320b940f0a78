import OutpostModel
import Synchronization

/// Shows how a refresh goes: on a terminal one line that is written over, else a line a resource.
final class RefreshDisplay: Sendable {
    private let latest = Mutex<[RefreshProgress]>([])

    /// The last that was said of each resource, in the order in which they came.
    var results: [RefreshProgress] {
        latest.withLock { $0 }.filter { $0.done || $0.failure != nil }
    }

    @Sendable func show(_ progress: RefreshProgress) {
        latest.withLock { all in
            all.removeAll { $0.resource == progress.resource }
            all.append(progress)
        }
        if progress.done {
            overwrite(
                """
                \(progress.resource.rawValue): \(progress.items) read, \(progress.changed) changed, \
                \(progress.deleted) gone
                """, isLast: true)
        } else if progress.failure == nil, Terminal.showsProgress {
            let total = progress.total.map { " of \($0)" } ?? ""
            overwrite(
                "\(progress.resource.rawValue): \(progress.items)\(total), page \(progress.pages)",
                isLast: false)
        }
    }

    private func overwrite(_ text: String, isLast: Bool) {
        guard Terminal.showsProgress else { return Speech.say(text) }
        Speech.murmur("\r\u{1B}[K" + text + (isLast ? "\n" : ""))
    }
}
