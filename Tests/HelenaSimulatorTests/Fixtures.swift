import Foundation

@testable import HelenaSimulator

/// The moment at which the worlds of these tests stand still.
let noon = Date(timeIntervalSince1970: 1_750_000_000)

/// A small world, the same in every test.
func smallWorld(sessions: Int = 200, seed: UInt64 = 7) -> World {
    World(Seeding(departments: 4, users: 12, sessions: sessions, seed: seed, now: noon))
}

extension World {
    /// A query as a client would write it.
    func query(
        _ text: String, rules: SimulatorSettings = SimulatorSettings()
    ) throws(Refusal) -> SessionQuery {
        try SessionQuery(Query(text), in: self, rules: rules)
    }

    /// What a query finds, on its page and in its order.
    func found(
        _ text: String, rules: SimulatorSettings = SimulatorSettings()
    ) throws(Refusal) -> [SessionRecord] {
        var copy = self
        return copy.page(try query(text, rules: rules)).positions.map { sessions[$0] }
    }

    func firstSession(_ status: SessionStatus) throws -> SessionRecord {
        guard let session = sessions.first(where: { $0.status == status && $0.department != nil })
        else { throw Refusal("no \(status) session in this world") }
        return session
    }

    /// A user and a department, of which the user is a member or not.
    func pair(isMember: Bool) throws -> (user: UserRecord, department: Int) {
        for user in users {
            for department in departments.indices
            where user.departments.contains(department) == isMember {
                return (user, department)
            }
        }
        throw Refusal("no such pair in this world")
    }
}

extension Simulation {
    /// A simulation whose clock stands still.
    init(_ world: World = smallWorld()) {
        self.init(world: world, now: { noon })
    }

    /// Asks with the right key and takes the answer apart.
    mutating func ask(
        _ method: String, _ target: String, _ body: String = ""
    ) throws -> (status: Int, json: JSONValue) {
        let request = Request(
            method: method, target: target, authorization: "Bearer \(settings.apiKey)",
            body: Array(body.utf8))
        guard case .whole(let response) = answer(request),
            let json = JSONValue(parsing: Array(response.body.utf8))
        else { throw Refusal("no whole JSON answer to \(method) \(target)") }
        return (response.status, json)
    }

    mutating func get(_ target: String) throws -> (status: Int, json: JSONValue) {
        try ask("GET", target)
    }
}

extension JSONValue {
    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    var names: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }
}
