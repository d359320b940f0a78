import Foundation
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

@Suite("those who wait to see what becomes of a transfer", .timeLimit(.minutes(1)))
struct WatchersTests {
    private func watch(
        _ branch: Branch, _ intent: Intent, atMost: Duration = .seconds(5),
        watchers: Watchers = Watchers()
    ) async throws -> (state: Intent.State, answer: Session?, took: Duration) {
        let watch = try #require(watchers.watch(intent.id))
        defer { watchers.end(watch) }
        let start = branch.clocks.uptime()
        let seen = try await watch.outcome(
            in: branch.outbox, line: branch.line, atMost: atMost, branch.clocks)
        return (seen.state, watch.answer, branch.clocks.uptime() - start)
    }

    @Test("are told at once, with the session as the server sent it")
    func delivered() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            branch.remote.change { $0.latency = .milliseconds(300) }
            let watchers = Watchers()
            let carrier = Carrier(
                branch.uplink(), outbox: branch.outbox, cache: branch.cache, watchers: watchers,
                clocks: branch.clocks, logger: branch.logger)
            let intent = try branch.accept(session)
            async let seen = watch(branch, intent, watchers: watchers)
            _ = await carrier.carry(intent)
            let outcome = try await seen
            #expect(outcome.state == .delivered)
            #expect(outcome.answer?.departmentID == Department.suporte.id)
            #expect(outcome.took < .seconds(1), "a look and a transfer, and no waiting after")
        }
    }

    @Test("give up after their time, and the transfer goes on")
    func patience() async throws {
        try await Branch.open { branch in
            let intent = try branch.accept(Session.sample(1))
            let outcome = try await watch(branch, intent)
            #expect(outcome.state == .queued)
            #expect(outcome.answer == nil)
            #expect(outcome.took == .seconds(5))
            let none = try await watch(branch, intent, atMost: .zero)
            #expect(none.took == .zero)
        }
    }

    @Test("do not wait for the line")
    func line() async throws {
        try await Branch.open { branch in
            let intent = try branch.accept(Session.sample(1))
            async let seen = watch(branch, intent)
            try await branch.pass(.milliseconds(1_500))
            branch.line.hear(.lineDown)
            let took = try await seen.took
            #expect(took == .seconds(2))
            let closed = try await watch(branch, intent)
            #expect(closed.took == .zero)
        }
    }

    @Test("see within a second what another process did")
    func others() async throws {
        try await Branch.open { branch in
            let intent = try branch.accept(Session.sample(1))
            async let seen = watch(branch, intent)
            try await branch.pass(.milliseconds(1_500))
            _ = try branch.outbox.cancel(intent.id, at: branch.clocks.now())
            let outcome = try await seen
            #expect(outcome.state == .cancelled)
            #expect(outcome.took == .seconds(2))
        }
    }

    @Test("are not kept while we stop")
    func stopping() async throws {
        try await Branch.open { branch in
            let watchers = Watchers()
            let intent = try branch.accept(Session.sample(1))
            async let seen = watch(branch, intent, watchers: watchers)
            try await branch.pass(.milliseconds(1_500))
            watchers.close()
            let outcome = try await seen
            #expect(outcome.state == .queued)
            #expect(outcome.took == .milliseconds(1_500))
            #expect(watchers.watch(.random()) == nil)
        }
    }

    @Test("are not too many")
    func bound() throws {
        let watchers = Watchers(most: 2)
        let first = try #require(watchers.watch(.random()))
        _ = watchers.watch(.random())
        #expect(watchers.watch(.random()) == nil)
        watchers.end(first)
        #expect(watchers.watch(.random()) != nil)
    }
}
