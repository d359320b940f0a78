package import Foundation
package import OutpostModel
package import OutpostStore

/// Removes sessions from the copy for good: what the law calls erasure.
package struct Forgetting: Sendable {
    private let cache: Cache
    private let outbox: Outbox

    package init(_ cache: Cache, _ outbox: Outbox) {
        self.cache = cache
        self.outbox = outbox
    }

    /// Forgets one session. What was transferred stays in the outbox's books as long as usual, by ids,
    /// without names.
    ///
    /// - Parameter reference: its id or its number.
    /// - Throws: ``RequestFailure``; nothing was forgotten then, or all of it was written down and doing
    ///   it again ends it.
    package func forget(
        _ reference: String, at now: Date
    ) throws(RequestFailure) -> ForgottenReport {
        let (id, known) = try Finder(cache).session(reference)
        guard let session = known?.session else { throw .unknownSession(id) }
        let upTo = session.updatedAt ?? Timestamp(now)
        do { try outbox.forget(id, upTo: upTo, at: now) } catch { throw .outbox(error) }
        do { try cache.forget(id, upTo: upTo) } catch { throw .cache(error) }
        return ForgottenReport(id: id, number: session.number)
    }
}
