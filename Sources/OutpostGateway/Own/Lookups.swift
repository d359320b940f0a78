import Foundation
import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

/// Departments, users and sessions as the copy has them: the commands' questions and their answers, and
/// the removal of a session from it.
struct Lookups: Room {
    let cache: Cache
    let outbox: Outbox
    let responses: ResponseCache
    let clocks: Clocks

    func add(to router: some RouterMethods<GatewayContext>) {
        let own = router.group("outpost/v1")
        own.get("departments") { request, _ in
            try list(request) { .init(try departments(request), .departments) }
        }
        own.get("users") { request, _ in
            try list(request) { .init(try users(request), .users) }
        }
        own.get("sessions") { request, _ in
            try list(request) { try sessions(request) }
        }
        own.get("sessions/:session") { request, context in
            let entry = try responses.entry(for: request) {
                _ = try QueryWords(request)
                let session = try session(context.word("session"))
                return ResponseCache.Entry(try JSONText.encode(session), knownAt: nil)
            }
            return Response.json(entry.body)
        }
        own.delete("sessions/:session") { request, context in
            _ = try QueryWords(request)
            let forgetting = Forgetting(cache, outbox)
            return Response.json(
                try forgetting.forget(context.word("session"), at: clocks.now()))
        }
    }

    /// What was found, and whether there may be more of it than was asked for.
    private struct Found<Item: Encodable> {
        let resource: Resource
        let items: [Item]
        let limit: Int

        init(_ items: [Item], _ resource: Resource, limit: Int = .max) {
            self.resource = resource
            self.items = items
            self.limit = limit
        }
    }

    /// With its age, and whether the list is all that there is.
    private func list(
        _ request: Request, _ find: () throws -> Found<some Encodable>
    ) throws -> Response {
        let entry = try responses.entry(for: request) {
            let found = try find()
            let items = try cache.require(found.items, of: found.resource)
            let state = try cache.refreshState(found.resource)
            return ResponseCache.Entry(
                try JSONText.encode(items), knownAt: state.refreshedAt,
                isWhole: state.isComplete && items.count < found.limit)
        }
        var headers: HTTPFields = [.complete: "\(entry.isWhole)"]
        if let knownAt = entry.knownAt {
            headers[.age] = "\(max(0, Int(clocks.now().timeIntervalSince(knownAt))))"
        }
        return Response.json(entry.body, headers: headers)
    }

    private func departments(_ request: Request) throws -> [DepartmentReport] {
        let words = try QueryWords(request, knowing: "query")
        return try cache.departments(matching: words.text("query")).map(DepartmentReport.init)
    }

    private func users(_ request: Request) throws -> [UserReport] {
        let words = try QueryWords(request, knowing: "query", "department")
        let department = try words.text("department").map { try Finder(cache).department($0) }
        let found = try cache.users(matching: words.text("query"), in: department?.id)
        let names = Dictionary(
            uniqueKeysWithValues: try cache.departments().map { ($0.id, $0.name) })
        return found.map { UserReport($0, names: names) }
    }

    private func sessions(_ request: Request) throws -> Found<SessionReport> {
        let words = try QueryWords(
            request, knowing: "query", "status", "department", "user", "limit")
        let question = SessionQuestion(
            text: try words.text("query"), statuses: words.texts("status"),
            department: try words.text("department"), user: try words.text("user"),
            limit: try words.number("limit", in: 1...SessionQuery.largestLimit)
                ?? SessionQuery.defaultLimit)
        let found = try cache.sessions(question.query(Finder(cache)))
        let pending = try outbox.pending(for: found.map(\.session.id))
        return Found(
            found.map { SessionReport($0, pending: pending[$0.session.id]) }, .sessions,
            limit: question.limit)
    }

    private func session(_ text: String) throws -> SessionReport {
        let (id, known) = try Finder(cache).session(text)
        guard let listing = known else { throw RequestFailure.unknownSession(id) }
        return SessionReport(listing, pending: try outbox.pending(for: [id])[id])
    }
}
