import Testing

@testable import HelenaSimulator

@Suite("Faults over a real connection", .timeLimit(.minutes(1)))
struct FaultTests {
    let agents = "/core/v1/agent"

    /// A session that can be moved, its path, and a body that moves it.
    private func transfer(
        _ simulator: HelenaSimulator
    ) async throws -> (session: SimulatedSession, path: String, body: String) {
        let session = try #require(await simulator.sessions(limit: 1, status: "PENDING").first)
        let department = try #require(
            await simulator.departments().first { $0.id != session.departmentID })
        let body = #"{"type":"DEPARTMENT","newDepartmentId":"\#(department.id)"}"#
        return (session, "/chat/v1/session/\(session.id)/transfer", body)
    }

    @Test("no answer comes, and nothing was applied", arguments: [Fault.reset, .lineCut])
    func unapplied(fault: Fault) async throws {
        try await Wire.withSimulator { simulator, wire in
            let (_, path, body) = try await transfer(simulator)
            await simulator.inject(fault, next: 1, method: "PUT")
            await #expect(throws: (any Error).self) { try await wire.send("PUT", path, body) }
            #expect(await simulator.journal.isEmpty)
            try await simulator.restoreLine()
            #expect(try await wire.get(agents).status == 200)
        }
    }

    @Test("the answer is lost, but the write was applied", arguments: [Fault.answerLost, .cutOff])
    func applied(fault: Fault) async throws {
        try await Wire.withSimulator { simulator, wire in
            let (session, path, body) = try await transfer(simulator)
            await simulator.inject(fault, next: 1, path: "transfer")
            await #expect(throws: (any Error).self) { try await wire.send("PUT", path, body) }
            #expect(await simulator.journal.map(\.sessionID) == [session.id])
            let now = try #require(await simulator.session(session.id))
            #expect(now.updatedAt > session.updatedAt)
            #expect(try await wire.get(agents).status == 200)
        }
    }

    @Test("silence lasts until the client gives up")
    func silence() async throws {
        try await Wire.withSimulator { simulator, wire in
            await simulator.inject(.neverAnswered, next: 1)
            let unanswered = Task { try await wire.get(agents) }
            while await simulator.requests.isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            unanswered.cancel()
            await #expect(throws: (any Error).self) { try await unanswered.value }
            let next = try await wire.get(agents)
            #expect(next.status == 200)
            #expect(await simulator.requests.map(\.status) == [nil, 200])
            #expect(await simulator.requests.map(\.fault) == ["never-answered", nil])
        }
    }

    @Test(
        "late and slow answers are whole",
        arguments: [Fault.delay(.milliseconds(20)), .slowBody(.milliseconds(40))])
    func slow(fault: Fault) async throws {
        try await Wire.withSimulator { simulator, wire in
            let quick = try await wire.get(agents)
            await simulator.inject(fault, next: 1)
            let slow = try await wire.get(agents)
            #expect(slow.body == quick.body)
        }
    }

    @Test("429 says when to come back, in either form, or not at all")
    func retryAfter() async throws {
        try await Wire.withSimulator { simulator, wire in
            await simulator.inject(.tooManyRequests(nil), next: 1)
            await simulator.inject(.tooManyRequests(.seconds(3)), next: 1)
            await simulator.inject(.tooManyRequests(.date(secondsAhead: 3)), next: 1)
            var replies: [Wire.Reply] = []
            for _ in 1...3 { replies.append(try await wire.get(agents)) }
            #expect(replies.map(\.status) == [429, 429, 429])
            let headers = replies.map { $0.retryAfter }
            #expect(headers[0] == nil)
            #expect(headers[1] == "3")
            #expect(headers[2]?.hasSuffix("GMT") == true)
        }
    }

    @Test(
        "what other programs say in the API's place",
        arguments: [
            (Fault.internalError, 500, "text/plain", "Internal Server Error"),
            (.unexplainedError, 500, "application/json", #""error":true"#),
            (.unavailable, 503, "text/html", "503 Service"),
            (.errorInOK(key: "FORM_ERROR"), 200, "application/json", #""key":"FORM_ERROR""#),
            (.loginPage, 200, "text/html", "Wi-Fi"),
        ])
    func instead(fault: Fault, status: Int, type: String, text: String) async throws {
        try await Wire.withSimulator { simulator, wire in
            let (_, path, body) = try await transfer(simulator)
            await simulator.inject(fault)
            for _ in 1...2 {
                let reply = try await wire.send("PUT", path, body)
                #expect(reply.status == status)
                #expect(reply.contentType?.hasPrefix(type) == true)
                #expect(reply.body.contains(text))
            }
            #expect(await simulator.journal.isEmpty)
            await simulator.clearFaults()
            #expect(try await wire.send("PUT", path, body).status == 200)
        }
    }

    @Test("a colleague's hand is seen by the API")
    func colleague() async throws {
        try await Wire.withSimulator { simulator, wire in
            let session = try #require(await simulator.sessions(status: "PENDING").first)
            let user = try #require(await simulator.users().first)
            try await simulator.colleagueTransfers(
                session: session.id, toDepartment: nil, user: user.id)
            let reply = try await wire.get("/chat/v2/session/\(session.id)")
            #expect(reply.json?["userId"] == .string(user.id))
            try await simulator.colleagueCompletes(session: session.id)
            await #expect(throws: Refusal.sessionCompleted) {
                try await simulator.colleagueCompletes(session: session.id)
            }
            await #expect(throws: Refusal.nothingToTransfer) {
                try await simulator.colleagueTransfers(
                    session: session.id, toDepartment: nil, user: nil)
            }
            #expect(await simulator.journal.map(\.by) == [.colleague, .colleague])
        }
    }
}
