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

    @Test("a network that changes while it rests lets it ask at once")
    func hurried() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            try await branch.running(branch.probe) {
                branch.line.hear(.lineDown)
                try await branch.pass(.seconds(3_601))
                branch.remote.recover()
                let calls = branch.remote.calls.count
                branch.line.linkChanged(hasRoute: true)
                try await branch.pass(.seconds(1))
                #expect(branch.remote.calls.count == calls + 1)
                #expect(branch.line.isOpen)
            }
        }
    }

    @Test("what hangs on the old network does not keep the new one waiting")
    func hanging() async throws {
        try await Branch.open { branch in
            branch.remote.change { $0.latency = .seconds(30) }
            try await branch.running(branch.probe) {
                branch.line.linkChanged(hasRoute: true)
                branch.line.hear(nil)
                branch.line.linkChanged(hasRoute: false)
                #expect(!branch.line.isOpen)
                // The probe that checks it hangs, as on a connection that stood before.
                try await branch.pass(.seconds(10))
                #expect(branch.remote.calls.count == 1)
                branch.remote.change { $0.latency = .milliseconds(50) }
                branch.line.linkChanged(hasRoute: true)
                try await branch.pass(.milliseconds(100))
                #expect(branch.line.isOpen)
            }
            #expect(branch.remote.calls.count == 2)
        }
    }

    @Test("a network that changes every second does not keep a slow line from answering")
    func slowLineInAStorm() async throws {
        try await Branch.open { branch in
            branch.remote.change { $0.latency = .seconds(6) }
            try await branch.running(branch.probe) {
                branch.line.hear(.lineDown)
                for _ in 0..<40 where !branch.line.isOpen {
                    branch.line.linkChanged(hasRoute: true)
                    try await branch.pass(.seconds(1))
                }
                #expect(branch.line.isOpen)
            }
            #expect(branch.remote.calls.count <= 5)
        }
    }

    @Test(
        "told of a network that is gone when it is not, the probe that leaves at once knows better")
    func wrongSystem() async throws {
        try await Branch.open { branch in
            try await branch.running(branch.probe) {
                branch.line.hear(nil)
                branch.line.linkChanged(hasRoute: false)
                #expect(!branch.line.isOpen)
                try await branch.pass(.milliseconds(10))
                #expect(branch.line.isOpen)
                #expect(branch.line.connectivity.layers.link.state == .up)
            }
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
