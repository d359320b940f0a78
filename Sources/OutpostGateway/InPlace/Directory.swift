import Hummingbird
import OutpostModel
import OutpostStore

/// The API's departments and users, from the cache.
struct Directory: Room {
    let reader: Reader
    let cache: Cache
    /// Nil: there is no way to the API but for the cache's sake.
    let passThrough: PassThrough?

    func add(to router: some RouterMethods<GatewayContext>) {
        for path in ["core/v1/department", "core/v2/department"] {
            router.get(RouterPath(path)) { request, _ in try await departments(request) }
        }
        router.get("core/v1/department/:id") { request, context in
            try await department(request, context.parameters.get("id") ?? "")
        }
        router.get("core/v1/agent") { request, _ in try await users(request) }
        router.get("core/v1/agent/:id") { request, context in
            try await user(request, context.parameters.get("id") ?? "")
        }
    }

    private func departments(_ request: Request) async throws -> Response {
        let lookup = lookup(.departments, absence: .noSuchDepartment) {
            try cache.departmentObjects()
        }
        return try await reader.answer(request, lookup) { $0.array }
    }

    private func department(_ request: Request, _ text: String) async throws -> Response {
        guard let id = Department.ID(text) else { throw HelenaError.noSuchDepartment }
        // Of channels the copy knows nothing.
        let wanted = (try? DepartmentDetail.all(in: QueryItems(request.uri.query))) ?? []
        if !wanted.isDisjoint(with: [.all, .channels]),
            let answer = await passThrough?.answer(inFull: request)
        {
            return answer
        }
        let lookup = lookup(.departments, absence: .noSuchDepartment) {
            try cache.departmentObject(id)
        }
        return try await reader.answer(request, lookup) { object in
            let details = try DepartmentDetail.all(in: QueryItems(request.uri.query))
            guard !details.isDisjoint(with: [.all, .agents]) else { return object.text }
            // The list leaves its people out; they say themselves where they belong.
            return try object.with("agents", cache.membershipObjects(of: id).array)
        }
    }

    private func users(_ request: Request) async throws -> Response {
        let lookup = lookup(.users, absence: .noSuchUser) { try cache.userObjects() }
        return try await reader.answer(request, lookup) { $0.array }
    }

    /// By either of the two ids: which one is meant is not documented.
    private func user(_ request: Request, _ text: String) async throws -> Response {
        guard let id = User.ID(text), let record = Identifier<UserRecord>(text) else {
            throw HelenaError.noSuchUser
        }
        let lookup = lookup(.users, absence: .noSuchUser) {
            try cache.userObject(id) ?? cache.userObject(ofRecord: record)
        }
        return try await reader.answer(request, lookup) { $0.text }
    }

    private func lookup<Value>(
        _ resource: Resource, absence: HelenaError, _ find: @escaping () throws -> Value?
    ) -> Reader.Lookup<Value> {
        Reader.Lookup(resource: resource, question: .list(resource), absence: absence) {
            Stored(
                value: try find(), knownAt: try cache.refreshState(resource).refreshedAt)
        }
    }
}

extension [JSONText] {
    fileprivate var array: String { "[" + map(\.text).joined(separator: ",") + "]" }
}

extension JSONText {
    /// The object with another value, which is JSON, for one of its members.
    fileprivate func with(_ member: String, _ value: String) -> String {
        var members = object
        members[member] = nil
        let rest = JSONText(members).text.dropLast()
        return rest + (members.isEmpty ? "" : ",") + "\"\(member)\":\(value)}"
    }
}
