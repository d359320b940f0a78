import Foundation
import Testing

@testable import HelenaSimulator

@Suite("Sessions that come and go")
struct ComingsTests {
    @Test("a new session is the youngest, waits, and can be moved")
    func opened() throws {
        var world = smallWorld()
        let position = world.openSession(at: Timestamp(noon))
        #expect(position == 200)
        let session = world.sessions[position]
        #expect(session.status == .pending)
        #expect(try world.session(session.id) == position)
        let newest = try world.found("OrderDirection=DESCENDING&PageSize=1")
        #expect(newest.map(\.id) == [session.id])
        let target = world.departments[2].id
        try world.apply(
            .transfer(.department(target)), to: session.id, by: .api, at: Timestamp(noon))
        #expect(world.sessions[position].department == 2)
    }

    @Test("a deleted session is gone from the list and by its id, and pages shift")
    func deleted() throws {
        var world = smallWorld()
        let second = try world.found("PageNumber=2&PageSize=10").map(\.id)
        let gone = world.sessions[3].id
        try world.deleteSession(gone)
        #expect(throws: Refusal.noSuchSession) { try world.session(gone) }
        #expect(try world.found("PageNumber=2&PageSize=10").map(\.id).first == second[1])
        #expect(try world.session(second[5]) == 14)
        let new = world.openSession(at: Timestamp(noon))
        #expect(world.sessions[new].id != gone)
        #expect(Set(world.sessions.map(\.id)).count == 200)
    }

    @Test("an empty world can begin")
    func first() {
        var world = World(Seeding(departments: 0, users: 0, sessions: 0, now: noon))
        let position = world.openSession(at: Timestamp(noon))
        #expect(
            world.sessionText(position, version: .v2, details: [.contactDetails]).contains("Inês"))
    }

    @Test("both over the control address")
    func control() async throws {
        try await Wire.withSimulator(control: true) { simulator, api in
            let control = Wire(client: api.client, base: try #require(simulator.controlURL))
            let opened = try await control.send("POST", "/customer/open", "{}").json
            let id = try #require(opened?["id"]?.string)
            #expect(await simulator.session(id)?.status == "PENDING")
            let body = #"{"sessionId":"\#(id)"}"#
            #expect(try await control.send("POST", "/colleague/complete", body).status == 200)
            let back = try await control.send("POST", "/customer/return", body).json
            #expect(back?["status"]?.string == "PENDING")
            #expect(await simulator.session(id)?.status == "PENDING")
            #expect(try await control.send("POST", "/colleague/delete", body).status == 200)
            #expect(try await control.send("POST", "/colleague/delete", body).status == 400)
            #expect(try await api.get("/chat/v2/session/\(id)").status == 500)
            #expect(await simulator.journal.map(\.kind) == [.complete])
        }
    }
}
