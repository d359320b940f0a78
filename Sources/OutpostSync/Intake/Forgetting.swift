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
    /// - Throws: ``RequestFailure``. If it was written down and could not be done, doing it again with the
    ///   id ends it.
    package func forget(
        _ reference: String, at now: Date
    ) throws(RequestFailure) -> ForgottenReport {
        let (id, known) = try Finder(cache).session(reference)
        do {
            guard let session = known?.session else {
                // Again: for what the first time may have left, and for who has not heard of it yet.
                guard let upTo = try outbox.forgotten()[id] else {
                    throw RequestFailure.unknownSession(id)
                }
                return ForgottenReport(
                    id: id, number: nil, complete: try cache.forget(id, upTo: upTo))
            }
            let upTo = session.updatedAt ?? Timestamp(now)
            try outbox.forget(id, upTo: upTo, at: now)
            let complete = try cache.forget(id, upTo: upTo)
            return ForgottenReport(id: id, number: session.number, complete: complete)
        } catch {
            throw RequestFailure(forgetting: error)
        }
    }
}

extension RequestFailure {
    fileprivate init(forgetting error: any Error) {
        switch error {
        case let failure as RequestFailure: self = failure
        case let failure as OutboxFailure: self = .outbox(failure)
        case let failure as StoreFailure: self = .cache(failure)
        default: preconditionFailure("\(error) is none of ours")
        }
    }
}
