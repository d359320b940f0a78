import Foundation
import OutpostModel
import OutpostStore

extension Overview {
    /// How many of each kind are named.
    private static let named = 5

    /// What a person should know of: what waits for one, and what came to nothing in the last day.
    func attention(at now: Date) throws(RequestFailure) -> [StatusReport.Attention] {
        guard let outbox else { return [] }
        do {
            let failed = try outbox.failures(since: now - Self.day, most: Self.named).newest
            return (try outbox.stuck(most: Self.named) + failed).map { intent in
                StatusReport.Attention(intent, reason: reason(intent))
            }
        } catch {
            throw .outbox(error)
        }
    }

    /// With what the copy knows of its target by now.
    private func reason(_ intent: Intent) -> String? {
        let against = cache.flatMap { Scene(of: intent, in: $0).against(intent) }
        let parts = [intent.reason, against].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
