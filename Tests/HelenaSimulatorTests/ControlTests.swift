import Testing

@testable import HelenaSimulator

@Suite("The control address", .timeLimit(.minutes(1)))
struct ControlTests {
    /// The simulator, a wire to its API and one to its control address.
    private func withControl(
        _ body: (HelenaSimulator, _ api: Wire, _ control: Wire) async throws -> Void
    ) async throws {
        try await Wire.withSimulator(control: true) { simulator, api in
            let url = try #require(simulator.controlURL)
            try await body(simulator, api, Wire(client: api.client, base: url, key: "none"))
        }
    }

    @Test("cuts and restores the line, and stays up meanwhile")
    func line() async throws {
        try await withControl { _, api, control in
            let cut = try await control.send("POST", "/line/cut").json
            #expect(cut?["line"] == .string("down"))
            await #expect(throws: (any Error).self) { try await api.get("/core/v1/agent") }
            #expect(try await control.get("/state").json?["line"] == .string("down"))
            let restored = try await control.send("POST", "/line/restore").json
            #expect(restored?["line"] == .string("up"))
            #expect(try await api.get("/core/v1/agent").status == 200)
        }
    }

    @Test("takes faults, shows them, and lets go of them")
    func faults() async throws {
        try await withControl { _, api, control in
            let body = """
                {"fault": "too-many-requests", "retryAfter": 2, "next": 5, "method": "GET",
                "path": "agent"}
                """
            let state = try await control.send("POST", "/faults", body).json
            #expect(state?["faults"]?.items.first?["next"]?.integer == 5)
            #expect(try await api.get("/core/v1/agent").retryAfter == "2")
            #expect(try await api.get("/core/v1/department").status == 200)
            #expect(try await control.send("DELETE", "/faults").json?["faults"]?.items == [])
            #expect(try await api.get("/core/v1/agent").status == 200)
        }
    }

    @Test("shows the journal and the requests")
    func logs() async throws {
        try await withControl { simulator, api, control in
            let session = try #require(await simulator.sessions(status: "PENDING").first)
            let user = try #require(await simulator.users().last)
            _ = try await api.get("/core/v1/agent?x=1")
            let body = #"{"sessionId":"\#(session.id)","userId":"\#(user.id)"}"#
            let moved = try await control.send("POST", "/colleague/transfer", body).json
            #expect(moved?["userId"] == .string(user.id))
            let completed = #"{"sessionId":"\#(session.id)"}"#
            #expect(try await control.send("POST", "/colleague/complete", completed).status == 200)
            let journal = try await control.get("/journal").json?.items ?? []
            #expect(journal.map { $0["kind"] } == [.string("transfer"), .string("complete")])
            #expect(journal.first?["by"] == .string("colleague"))
            let requests = try await control.get("/requests").json
            #expect(requests?["count"]?.integer == 1)
            #expect(requests?["last"]?.items.first?["query"] == .string("x=1"))
        }
    }

    @Test("changes settings")
    func settings() async throws {
        try await withControl { simulator, api, control in
            let body = """
                {"rateLimits": true, "short": 1, "shortSeconds": 100, "honoursUpdatedAfter": false,
                "boundsAreInclusive": true, "retryAfter": 9}
                """
            let reply = try await control.send("POST", "/settings", body)
            #expect(reply.status == 200)
            let settings = await simulator.settings
            #expect(settings.limits?.short == 1)
            #expect(!settings.honoursUpdatedAfter && settings.boundsAreInclusive)
            #expect(try await api.get("/core/v1/agent").status == 200)
            #expect(try await api.get("/core/v1/agent").retryAfter == "9")
        }
    }

    @Test(
        "explains what is wrong",
        arguments: [
            ("/faults", "{}"), ("/faults", #"{"fault":"delay"}"#), ("/faults", "no JSON"),
            ("/faults", #"{"fault":"reset","next":-1}"#), ("/settings", #"{"speed":1}"#),
            ("/settings", #"{"short":0,"rateLimits":true}"#), ("/colleague/complete", "{}"),
            ("/colleague/transfer", #"{"sessionId":"x","userId":"y"}"#), ("/nowhere", "{}"),
        ])
    func mistakes(path: String, body: String) async throws {
        try await withControl { simulator, _, control in
            let before = await simulator.settings
            let reply = try await control.send("POST", path, body)
            #expect(reply.status == 400)
            #expect(reply.json?["error"]?.string?.isEmpty == false)
            #expect(await simulator.settings == before)
        }
    }
}
