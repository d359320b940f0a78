import Foundation
import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

/// Transfers: handing one in, looking at them, and what a person may do with them.
struct Intents: Room {
    let outbox: Outbox
    let cache: Cache
    let explainer: Explainer
    let bell: Bell
    let clocks: Clocks
    let lifetime: TimeInterval

    func add(to router: some RouterMethods<GatewayContext>) {
        let intents = router.group("outpost/v1/intents")
        intents.get { request, _ in Response.json(try list(request)) }
        intents.post { request, _ in try await submit(request) }
        intents.get(":id") { request, context in
            _ = try QueryWords(request)
            return Response.json(try detail(context.intentID))
        }
        intents.get(":id/explanation") { request, context in
            _ = try QueryWords(request)
            let id = try context.intentID
            let found = try explainer.explain(id)
            return Response.json(
                ExplanationReport(id: id, explanation: found.text, retry: found.retry))
        }
        addOperators(intents)
    }

    private func addOperators(_ intents: RouterGroup<GatewayContext>) {
        intents.post(":id/cancel") { request, context in
            _ = try QueryWords(request)
            return try changed { try outbox.cancel(context.intentID, at: clocks.now()) }
        }
        intents.post(":id/hold") { request, context in
            _ = try QueryWords(request)
            return try changed { try outbox.hold(context.intentID, at: clocks.now()) }
        }
        intents.post(":id/release") { request, context in
            _ = try QueryWords(request)
            return try changed { try outbox.release(context.intentID, at: clocks.now()) }
        }
        intents.post(":id/retry") { request, context in
            let force = try QueryWords(request, knowing: "force").flag("force")
            return try changed {
                try outbox.retry(context.intentID, force: force, at: clocks.now())
            }
        }
    }

    private func list(_ request: Request) throws -> [IntentReport] {
        let words = try QueryWords(request, knowing: "state", "all", "session", "limit")
        let states = try words.texts("state").map { text throws(Problem) in
            guard let state = Intent.State(rawValue: text) else {
                throw .malformed(
                    "there is no state \"\(text.prefix(40))\"",
                    advice: Intent.State.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return state
        }
        var query = IntentQuery()
        if try words.flag("all") { query.states = Intent.State.allCases }
        if !states.isEmpty { query.states = states }
        query.sessionID = try words.text("session").map { try Finder(cache).session($0).id }
        query.limit = try words.number("limit", in: 1...IntentQuery.largestLimit) ?? query.limit
        return try outbox.intents(query).map(IntentReport.init)
    }

    private func detail(_ id: Intent.ID) throws -> IntentDetailReport {
        IntentDetailReport(try outbox.intent(id), try outbox.attempts(at: id))
    }

    /// On return the transfer is on disk: 201, or 200 where it had been handed in before.
    private func submit(_ request: Request) async throws -> Response {
        _ = try QueryWords(request)
        let transfer = try await TransferRequest(decoding: request, lifetime: lifetime)
        let acceptance = try await Intake(cache).accept(
            transfer, into: outbox, at: clocks.now())
        bell.ring()
        let report = AcceptanceReport(
            acceptance.intent, repetition: acceptance.isRepetition,
            superseded: acceptance.superseded)
        return .json(
            report, status: acceptance.isRepetition ? .ok : .created,
            headers: [.location: "/outpost/v1/intents/\(acceptance.intent.id)"])
    }

    private func changed(_ change: () throws -> Intent) throws -> Response {
        let intent = try change()
        bell.ring()
        return .json(IntentReport(intent))
    }
}
