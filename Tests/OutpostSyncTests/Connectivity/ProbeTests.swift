import OutpostModel
import Synchronization
import Testing

@testable import OutpostSync

@Suite("the probe", .timeLimit(.minutes(1)))
struct ProbeTests {
    @Test("while the line is open it asks nothing")
    func silent() async throws {
        try await Branch.open { branch in
            try await branch.running(branch.probe) {
                try await branch.pass(.seconds(3_600))
                #expect(branch.remote.calls == [])
            }
        }
    }

    @Test("it opens the line again when the API answers")
    func opens() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            try await branch.running(branch.probe) {
                _ = try? await branch.uplink().departments()
                try await branch.pass(.seconds(300))
                #expect(branch.line.connectivity.state == .offline)
                branch.remote.recover()
                try await branch.pass(.seconds(30))
                #expect(branch.line.connectivity.state == .online)
                let calls = branch.remote.calls.count
                try await branch.pass(.seconds(300))
                #expect(branch.remote.calls.count == calls, "and then it is silent")
            }
        }
    }

    @Test("its pauses grow: an hour without a line costs few requests")
    func pauses() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            try await branch.running(branch.probe) {
                _ = try? await branch.uplink().departments()
                try await branch.pass(.seconds(3_600))
                // Half of 30 s each, by the chance of these tests.
                #expect((200...260).contains(branch.remote.count(.sessions)))
            }
        }
    }

    @Test("it asks for one session, no more")
    func small() async throws {
        try await Branch.open { branch in
            branch.line.hear(.lineDown)
            try await branch.running(branch.probe) { try await branch.pass(.seconds(2)) }
            #expect(branch.remote.calls == [.sessions(SessionPageRequest(pageSize: 1))])
        }
    }

    @Test("it finds out when a refused key works again")
    func keyWorks() async throws {
        try await Branch.open { branch in
            branch.line.hear(.keyRefused)
            branch.remote.fail(with: .keyRefused, times: 5)
            try await branch.running(branch.probe) {
                try await branch.pass(.seconds(120))
                #expect(branch.line.isOpen)
            }
            #expect(branch.remote.count(.sessions) == 6)
        }
    }

    @Test("the line rings those who wait for it when it opens and when it closes")
    func rings() async throws {
        try await Branch.open { branch in
            let bell = Bell()
            branch.line.notify(bell)
            for (failure, isNews) in [
                (RemoteFailure.lineDown, true), (.busy, false), (nil, true), (nil, false),
            ] {
                branch.line.hear(failure)
                let before = branch.time.elapsed
                await bell.wait(atMost: .seconds(1), branch.clocks)
                #expect((branch.time.elapsed == before) == isNews)
            }
        }
    }
}
