import Testing

@testable import HelenaSimulator

@Suite("The line", .timeLimit(.minutes(1)))
struct LineTests {
    @Test("answers many at once, on connections that stay open")
    func concurrent() async throws {
        try await Wire.withSimulator { simulator, wire in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...200 {
                    group.addTask { try await wire.get("/chat/v2/session?PageSize=20").status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(await simulator.requestCount == 200)
        }
    }

    @Test("is refused while cut, drops what was connected, and comes back on the same port")
    func cut() async throws {
        try await Wire.withSimulator { simulator, wire in
            let url = simulator.baseURL
            for _ in 1...3 {
                #expect(try await wire.get("/core/v1/agent").status == 200)
                try await simulator.cutLine()
                await #expect(throws: (any Error).self) { try await wire.get("/core/v1/agent") }
                try await simulator.restoreLine()
                #expect(simulator.baseURL == url)
            }
            #expect(try await wire.get("/core/v1/agent").status == 200)
            #expect(await simulator.requestCount == 4)
        }
    }

    @Test("cutting twice and restoring twice is the same as once")
    func twice() async throws {
        try await Wire.withSimulator { simulator, wire in
            try await simulator.cutLine()
            try await simulator.cutLine()
            try await simulator.restoreLine()
            try await simulator.restoreLine()
            #expect(try await wire.get("/core/v1/agent").status == 200)
        }
    }

    @Test("a body beyond the limit is refused")
    func largeBody() async throws {
        try await Wire.withSimulator { simulator, wire in
            let body = String(repeating: "x", count: LineHandler.bodyLimit + 1)
            let status = try? await wire.send("PUT", "/chat/v1/session/1/transfer", body).status
            #expect(status == nil || status == 413)
            #expect(await simulator.requestCount == 0)
        }
    }

    @Test("a stopped simulator gives its port back")
    func stopped() async throws {
        let first = try await HelenaSimulator.start(seeding: Seeding(sessions: 1))
        let port = try #require(first.baseURL.split(separator: ":").last.flatMap { Int($0) })
        try await first.stop()
        let second = try await HelenaSimulator.start(seeding: Seeding(sessions: 1), port: port)
        #expect(second.baseURL == first.baseURL)
        try await second.stop()
    }

    @Test("a port that is taken is an error")
    func taken() async throws {
        try await Wire.withSimulator { simulator, _ in
            let port = simulator.baseURL.split(separator: ":").last.flatMap { Int($0) } ?? 0
            await #expect(throws: (any Error).self) {
                try await HelenaSimulator.start(seeding: Seeding(sessions: 1), port: port)
            }
        }
    }
}
