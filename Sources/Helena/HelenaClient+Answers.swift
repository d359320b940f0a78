import Foundation
import Logging
import NIOHTTP1
import OutpostModel

// What the verbs share: one request, and the reading of its answer.
extension HelenaClient {
    func ask(_ call: Call) async throws(RemoteFailure) -> Answer {
        let start = ContinuousClock.now
        do {
            let answer = try await wire.answer(to: call)
            serverClock.hear(answer.date, at: Date())
            logger.debug(
                "The API answered",
                metadata: [
                    "method": "\(call.method.rawValue)", "route": "\(call.route)",
                    "status": "\(answer.status)", "took": "\(ContinuousClock.now - start)",
                ])
            return answer
        } catch {
            logger.debug(
                "The API did not answer",
                metadata: [
                    "method": "\(call.method.rawValue)", "route": "\(call.route)",
                    "reason": "\(error.reason)", "took": "\(ContinuousClock.now - start)",
                ])
            throw error
        }
    }

    /// Asks for a list or a page of it, or whether it is still what we had.
    func askAgain(_ call: Call) async throws(RemoteFailure) -> Answer {
        let known = known.answer(to: call)
        var call = call
        call.known = known?.tag
        let answer = try await ask(call)
        if answer.status == 304, let known { return known }
        self.known.keep(answer, to: call)
        return answer
    }

    func value(of answer: Answer) throws(RemoteFailure) -> JSONValue {
        do {
            return try answer.value(from: endpoint.label, now: Date())
        } catch {
            throw error.without(key)
        }
    }

    /// A list of which nothing can be read is not ours: taken for an empty one, it would delete
    /// everything that the cache has.
    func list<Item>(
        _ answer: Answer, of what: String, _ read: ([String: JSONValue]) -> Item?
    ) throws(RemoteFailure) -> [Item] {
        let received = try value(of: answer).array
        let items = received?.compactMap { $0.object.flatMap(read) }
        guard let received, let items, !items.isEmpty || received.isEmpty else {
            throw .notTheAPI(endpoint.label, status: answer.status)
        }
        noteUnreadable(received.count - items.count, of: what)
        return items
    }

    /// Another session than the one that was asked for is an answer to somebody else's question.
    func session(
        _ id: Session.ID, in answer: Answer
    ) throws(RemoteFailure) -> Session {
        let session = try value(of: answer).object.flatMap {
            Session(received: $0, keeping: kept)
        }
        guard let session, session.id == id else {
            throw .notTheAPI(endpoint.label, status: answer.status)
        }
        return session.believed(upTo: answer.latest)
    }

    func noteUnreadable(_ count: Int, of what: String) {
        guard count > 0 else { return }
        logger.debug(
            "Some of what the API sent could not be read",
            metadata: ["what": "\(what)", "count": "\(count)"])
    }
}

extension RemoteFailure {
    /// The same without the key, should the other side have put it into its words.
    fileprivate func without(_ key: APIKey) -> RemoteFailure {
        let kind: Kind =
            if case .rejected(let word?) = kind {
                .rejected(key: key.removed(from: word))
            } else { kind }
        return RemoteFailure(
            kind, mayHaveBeenApplied: mayHaveBeenApplied, neverArrived: neverArrived,
            reason: key.removed(from: reason), retryAfter: retryAfter,
            refusal: refusal.map { refusal in
                RemoteRefusal(
                    status: refusal.status, key: refusal.key.map(key.removed),
                    text: refusal.text.map(key.removed),
                    body: refusal.body.map { JSONText(trusted: key.removed(from: $0.text)) })
            })
    }
}
