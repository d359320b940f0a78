import Foundation
import Testing

@testable import HelenaSimulator

@Suite("The session list")
struct SessionListTests {
    let world = smallWorld()

    @Test("is in order of creation, 15 to a page, unless asked otherwise")
    func defaults() throws {
        #expect(try world.found("").map(\.id) == world.sessions.prefix(15).map(\.id))
        let newest = try world.found("OrderDirection=DESCENDING&PageSize=3")
        #expect(newest.map(\.id) == world.sessions.reversed().prefix(3).map(\.id))
        let updated = try world.found("OrderBy=updatedAt&pagesize=100").map(\.updatedAt)
        #expect(updated == world.sessions.map(\.updatedAt).sorted().prefix(100).map { $0 })
    }

    @Test("pages cover everything once, and stop")
    func pages() throws {
        var ids: [String] = []
        for number in 1...7 {
            ids += try world.found("PageSize=30&PageNumber=\(number)").map(\.id)
        }
        #expect(ids == world.sessions.map(\.id))
        #expect(try world.found("PageSize=30&PageNumber=8").isEmpty)
    }

    @Test("unknown names change nothing, which is how `page=2` reads page 1 for ever")
    func unknownNames() throws {
        #expect(try world.found("page=2&limit=3").map(\.id) == world.found("").map(\.id))
    }

    @Test(
        "filters by status, in any case and spelling",
        arguments: [
            "Status=PENDING&Status=STARTED", "status=pending&STATUS=Started",
            "Status%5B%5D=PENDING&Status[]=STARTED", "Status[0]=PENDING&Status[1]=started",
        ])
    func status(query: String) throws {
        let expected = world.sessions.filter { [.pending, .started].contains($0.status) }
        #expect(try world.found(query + "&PageSize=100").map(\.id) == expected.map(\.id))
    }

    @Test("filters by department, user, contact, channel, tag and type")
    func places() throws {
        let session = try world.firstSession(.inProgress)
        let department = try #require(session.department)
        let user = try #require(session.user)
        let queries: [(String, (SessionRecord) -> Bool)] = [
            ("DepartmentId=\(world.departments[department].id)", { $0.department == department }),
            ("UserId=\(world.users[user].userID.uppercased())", { $0.user == user }),
            ("ContactId=\(world.contacts[session.contact].id)", { $0.contact == session.contact }),
            ("ChannelsId=\(world.channelIDs[1])", { $0.channel == 1 }),
            ("TagsId=\(world.tagIDs[0])", { world.contacts[$0.contact].tags.contains(0) }),
            ("TagsName=conv%C3%AAnio", { world.contacts[$0.contact].tags.contains(2) }),
            ("Type=group", { $0.isGroup }),
        ]
        for (query, matches) in queries {
            let expected = world.sessions.filter(matches).prefix(100).map(\.id)
            #expect(!expected.isEmpty, "\(query)")
            #expect(try world.found(query + "&PageSize=100").map(\.id) == expected, "\(query)")
        }
        // The record's id is not the user's.
        #expect(try world.found("UserId=\(world.users[user].recordID)").isEmpty)
    }

    @Test("bounds exclude what is equal, or include it if so set")
    func bounds() throws {
        let bound = world.sessions[100].createdAt.text
        #expect(try world.found("CreatedAt.After=\(bound)").first?.id == world.sessions[101].id)
        var rules = SimulatorSettings()
        rules.boundsAreInclusive = true
        let first = try world.found("createdat.after=\(bound)", rules: rules).first
        #expect(first?.id == world.sessions[100].id)
        let between =
            "CreatedAt.After=\(bound)&CreatedAt.Before=\(world.sessions[104].createdAt.text)"
        #expect(try world.found(between).map(\.id) == world.sessions[101..<104].map(\.id))
    }

    @Test("UpdatedAt.After works, or is ignored if so set")
    func updatedAfter() throws {
        let middle = world.sessions.map(\.updatedAt).sorted()[150]
        let query = "UpdatedAt.After=\(middle.text)&PageSize=100"
        let found = try world.found(query)
        #expect(found.count == 49)
        #expect(found.allSatisfy { $0.updatedAt > middle })
        var rules = SimulatorSettings()
        rules.honoursUpdatedAfter = false
        let ignored = try world.found(query, rules: rules)
        #expect(ignored.map(\.id) == world.sessions.prefix(100).map(\.id))
    }

    @Test(
        "wrong values are refused",
        arguments: [
            "PageSize=0", "PageSize=101", "PageSize=many", "PageNumber=0", "Status=OPEN",
            "DepartmentId=recepcao", "IncludeDetails=Everything", "CreatedAt.After=soon",
            "OrderDirection=UP", "Type=CROWD",
        ])
    func refused(query: String) {
        #expect(throws: Refusal.self) { try world.found(query) }
    }

    @Test("a written session is not served from memory")
    func cachesForget() throws {
        var world = world
        let session = try world.firstSession(.pending)
        let query = try world.query("Status=PENDING&PageSize=100")
        let before = world.page(query).total
        _ = world.sessionPage(query, version: .v2)
        try world.apply(.complete, to: session.id, by: .colleague, at: Timestamp(noon))
        #expect(world.page(query).total == before - 1)
        #expect(!world.sessionPage(query, version: .v2).contains(session.id))
        let position = try world.session(session.id)
        #expect(world.sessionText(position, version: .v2, details: []).contains("COMPLETED"))
    }
}
