import Foundation
package import OutpostModel
package import OutpostStore

/// Finds what people mean by an id, a name or a number, in the cache.
package struct Finder: Sendable {
    private let cache: Cache?
    private let isTrusting: Bool

    /// - Parameter cache: nil where there never was one: then ids are taken as they are.
    package init(_ cache: Cache?) { self.init(cache, isTrusting: false) }

    private init(_ cache: Cache?, isTrusting: Bool) {
        self.cache = cache
        self.isTrusting = isTrusting
    }

    /// The same for what was checked before: ids are taken as they are, and nobody is asked whether a
    /// user still serves a department.
    var trusting: Finder { Finder(cache, isTrusting: true) }

    /// The department with that id or name. An id is taken as it is where no list was ever fetched.
    package func department(_ text: String) throws(RequestFailure) -> Department {
        let id = Department.ID(text)
        if let id, let found = try department(id) { return found }
        // Whole lists are read only for names, and to say which are near.
        let known = try read { (cache) throws(StoreFailure) in try cache.departments() }
        if let id, known.isEmpty || isTrusting {
            return Department(
                id: id, name: id.text, isDefault: false, object: JSONText(trusted: "{}"))
        }
        guard !known.isEmpty else {
            throw .neverRefreshed(.departments, because: try failure(.departments))
        }
        return try one(
            of: known.called(text, \.name), "department", text,
            all: known, name: \.name, id: \.id.text)
    }

    /// The user with that id or name; of several with one name, the one who serves the department.
    package func user(_ text: String, in department: Department?) throws(RequestFailure) -> User {
        let id = User.ID(text)
        if let id, let found = try user(id) { return try checked(found, in: department) }
        let known = try read { (cache) throws(StoreFailure) in try cache.users() }
        if let id, known.isEmpty || isTrusting {
            return User(
                id: id, name: id.text, email: nil, availability: nil, departments: [],
                object: JSONText(trusted: "{}"))
        }
        guard !known.isEmpty else { throw .neverRefreshed(.users, because: try failure(.users)) }
        let wanted = text.folded
        let mailed = known.filter { $0.email?.folded == wanted }
        let named = mailed.isEmpty ? known.called(text, \.name) : mailed
        let members = named.filter { user in
            department.map { user.departments.contains($0.id) } ?? true
        }
        let found = try one(
            of: members.isEmpty ? named : members, "user", text,
            all: known, name: \.name, id: \.id.text)
        return try checked(found, in: department)
    }

    /// The session with that number, or that id. Nil for an id that the cache does not know.
    package func session(
        _ text: String
    ) throws(RequestFailure) -> (id: Session.ID, known: SessionListing?) {
        if let id = Session.ID(text) {
            return (
                id,
                try read { (cache) throws(StoreFailure) in
                    try cache.session(id).map { [$0] } ?? []
                }.first
            )
        }
        guard (1...40).contains(text.utf8.count), text == text.digits else {
            throw .malformedSession(String(text.prefix(80)))
        }
        let found = try read { (cache) throws(StoreFailure) in try cache.sessions(number: text) }
        guard let first = found.first else { throw try unknown(number: text) }
        guard found.count == 1 else {
            throw .ambiguous(
                kind: "session", text,
                found.map { .init(id: $0.session.id.text, name: $0.session.contactName ?? "") })
        }
        return (first.session.id, first)
    }

    /// A number is not to blame where the list could not be fetched.
    private func unknown(number: String) throws(RequestFailure) -> RequestFailure {
        guard let reason = try failure(.sessions), let cache else { return .unknownNumber(number) }
        do {
            return try cache.refreshState(.sessions).refreshedAt == nil
                ? .neverRefreshed(.sessions, because: reason)
                : .unknownNumber(number, because: reason)
        } catch {
            throw .cache(error)
        }
    }

    /// Why the last refresh failed; nil if it did not, or there never was one. What one list fails with
    /// keeps those after it from being asked for at all; one that was fetched since has nothing to do with it.
    package func failure(_ resource: Resource) throws(RequestFailure) -> String? {
        guard let cache else { return nil }
        do {
            let own = try cache.refreshState(resource)
            if let reason = own.failure { return reason }
            let since = own.refreshedAt ?? .distantPast
            for other in Resource.allCases {
                let state = try cache.refreshState(other)
                guard let reason = state.failure, let failedAt = state.failedAt else { continue }
                if failedAt > since { return reason }
            }
            return nil
        } catch {
            throw .cache(error)
        }
    }

    private func checked(_ user: User, in department: Department?) throws(RequestFailure) -> User {
        guard !isTrusting, let department, !user.departments.contains(department.id) else {
            return user
        }
        let names = try read { (cache) throws(StoreFailure) in try cache.departments() }
            .filter { user.departments.contains($0.id) }.map(\.name)
        throw .notMember(user: user.name, department: department.name, serves: names)
    }

    private func one<Item>(
        of found: [Item], _ kind: String, _ text: String, all: [Item],
        name: (Item) -> String, id: (Item) -> String
    ) throws(RequestFailure) -> Item {
        guard let first = found.first else {
            throw .unknown(
                kind: kind, String(text.prefix(80)), nearest: text.nearest(in: all.map(name)))
        }
        guard found.count == 1 else {
            throw .ambiguous(kind: kind, text, found.map { .init(id: id($0), name: name($0)) })
        }
        return first
    }

    private func department(_ id: Department.ID) throws(RequestFailure) -> Department? {
        try read { (cache) throws(StoreFailure) in try cache.department(id).map { [$0] } ?? [] }
            .first
    }

    private func user(_ id: User.ID) throws(RequestFailure) -> User? {
        try read { (cache) throws(StoreFailure) in try cache.user(id).map { [$0] } ?? [] }.first
    }

    private func read<Item>(
        _ body: (Cache) throws(StoreFailure) -> [Item]
    ) throws(RequestFailure) -> [Item] {
        guard let cache else { return [] }
        do { return try body(cache) } catch { throw .cache(error) }
    }
}

extension Array {
    /// Those of that name; where there is none, those whose name has the same letters and digits:
    /// "pos venda" finds "Pós-venda".
    fileprivate func called(_ text: String, _ name: (Element) -> String) -> [Element] {
        let wanted = text.folded
        let named = filter { name($0).folded == wanted }
        guard named.isEmpty else { return named }
        let letters = wanted.lettersAndDigits
        return letters.isEmpty ? [] : filter { name($0).folded.lettersAndDigits == letters }
    }
}

extension String {
    fileprivate var lettersAndDigits: String { filter { $0.isLetter || $0.isNumber } }
}
