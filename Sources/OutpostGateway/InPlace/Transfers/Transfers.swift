import Foundation
import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

/// The API's transfer: accepted on disk first, then waited for a short while.
struct Transfers: Room {
    let outbox: Outbox
    let cache: Cache
    let line: Line
    let asker: Asker
    let watchers: Watchers
    let explainer: Explainer
    let bell: Bell
    let clocks: Clocks
    /// How long a transfer may wait for its delivery, seconds.
    let lifetime: TimeInterval
    /// How long its caller waits for that.
    let wait: Duration

    private static let view = SessionView(.v1)

    func add(to router: some RouterMethods<GatewayContext>) {
        router.put("chat/v1/session/:id/transfer") { request, context in
            let bytes = try await request.body.collect(upTo: GatewayLimits.largestBody)
            let body = try TransferBody(Data(bytes.readableBytesView))
            guard let session = Session.ID(context.parameters.get("id") ?? "") else {
                throw HelenaError.noSuchSession
            }
            return try await transfer(
                session, body.request(session, key: request.idempotencyKey, lifetime: lifetime))
        }
    }

    private func transfer(
        _ session: Session.ID, _ wanted: TransferRequest
    ) async throws -> Response {
        let acceptance = try await accept(session, wanted)
        // From here on it is on disk, whatever becomes of this caller.
        guard let watch = watchers.watch(acceptance.intent.id) else {
            bell.ring()
            return try answer(acceptance.intent, nil)
        }
        defer { watchers.end(watch) }
        bell.ring()
        let intent = try await watch.outcome(in: outbox, line: line, atMost: wait, clocks)
        return try answer(intent, watch)
    }

    private func accept(
        _ session: Session.ID, _ wanted: TransferRequest
    ) async throws -> Acceptance {
        let intake = Intake(cache)
        do {
            return try await intake.accept(wanted, into: outbox, at: clocks.now())
        } catch {
            // A department that was made a minute ago is not in the copy yet.
            guard let doubt = error.doubt(about: session), line.isOpen else {
                throw HelenaError(error) ?? error
            }
            switch await asker.ask(doubt) {
            case nil: break
            case .refused(let refusal): throw HelenaError(refusal)
            case .failed: throw HelenaError(error) ?? error
            }
        }
        do { return try await intake.accept(wanted, into: outbox, at: clocks.now()) } catch {
            throw HelenaError(error) ?? error
        }
    }

    private func answer(_ intent: Intent, _ watch: Watch?) throws -> Response {
        let mark: HTTPFields = [.outpostIntent: intent.id.text]
        switch TransferOutcome(intent) {
        case .delivered:
            return .json(text: try delivered(intent, watch?.answer), headers: mark)
        case .accepted:
            var headers = mark
            headers[.location] = "/outpost/v1/intents/\(intent.id)"
            headers[.retryAfter] = line.connectivity.retryAfter
            return .json(text: try upcoming(intent), status: .accepted, headers: headers)
        case .refused(let refusal):
            throw HelenaError(watch?.refusal ?? refusal).with(mark)
        case .rejected(let reason):
            throw HelenaError.form(reason).with(mark)
        case .stuck(let key):
            throw HelenaError(
                status: .conflict, key: key, text: try explainer.explain(intent.id).text,
                headers: mark)
        }
    }

    /// The session as the API sent it when it was delivered; as the cache has it, where that was
    /// earlier.
    private func delivered(_ intent: Intent, _ answered: Session?) throws -> String {
        if let answered { return Self.view.text(answered: answered) }
        let known = try cache.sessionObject(intent.sessionID, without: Self.view.without)
        return known?.object.text ?? Self.outline(intent)
    }

    /// The session as it will be.
    private func upcoming(_ intent: Intent) throws -> String {
        let known = try cache.sessionObject(intent.sessionID, without: Self.view.without)
        return known?.moved(by: intent.target).object.text ?? Self.outline(intent)
    }

    /// What is known of a session that the cache does not have.
    private static func outline(_ intent: Intent) -> String {
        let unknown = CachedSession(
            id: intent.sessionID, status: .undefined,
            placement: Placement(departmentID: nil, userID: nil),
            object: JSONText(["id": .string(intent.sessionID.text)]), knownAt: .distantPast)
        return unknown.moved(by: intent.target).object.text
    }
}

extension HelenaError {
    fileprivate func with(_ headers: HTTPFields) -> HelenaError {
        var error = self
        error.headers = headers
        return error
    }
}
