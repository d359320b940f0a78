import Foundation
import OutpostModel
import OutpostStore
import Synchronization
import Testing

@testable import OutpostSync

@Suite("sessions that a walk has not shown", .timeLimit(.minutes(1)))
struct MissingSessionTests {
    private let many = (1...250).map { number in
        Session.sample(number, updatedAt: .noon(plus: -86_400 + 100 * Double(number)))
    }

    private func refresher(_ remote: any Remote, _ branch: Branch, _ freshness: Freshness = .init())
        -> Refresher
    {
        Refresher(remote, cache: branch.cache, clocks: branch.clocks, freshness: freshness)
    }

    @Test("a list that is behind what is told of single sessions is no lie of the filter")
    func listBehind() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            let list = branch.remote.state.withLock(\.world)
            // One that was delivered just now, and one that has just come and is not listed at all.
            let delivered = Session.sample(7, in: .cobranca, updatedAt: .noon(plus: 5))
            let new = Session.sample(300, updatedAt: .noon(plus: 6), createdAt: .noon(plus: 6))
            for session in [delivered, new] {
                branch.remote.put(session)
                try branch.cache.save(session, at: branch.clocks.now())
            }
            let freshness = Freshness()
            let behind = refresher(ListBehind(remote: branch.remote, list: list), branch, freshness)
            let before = branch.remote.calls.count
            _ = try await behind.refreshChanges()
            #expect(try branch.cache.sessionProgress().filter == .works)
            #expect(try !behind.isFullDue())
            #expect(!freshness.holds(at: branch.clocks.uptime(), closedAt: nil))
            #expect(branch.remote.calls.count - before == 2, "a look at each")
            branch.remote.put(.sample(8, updatedAt: .noon(plus: 7)))
            let caughtUp = refresher(branch.remote, branch, freshness)
            _ = try await caughtUp.refreshChanges()
            #expect(freshness.holds(at: branch.clocks.uptime(), closedAt: nil))
        }
    }

    @Test("each round looks behind the last one, and asks for one if that told nothing")
    func search() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions.removeFirst(25) }
            for number in 1...Search.most {
                branch.remote.fail(.session, of: id(number), with: .unexplained, times: .max)
            }
            let refresher = refresher(branch.remote, branch)
            let report = try await refresher.refresh(.sessions, full: true) { _ in }
            #expect(report.deleted == 0)
            let before = branch.remote.count(.session)
            #expect(try await refresher.refreshChanges().deleted == 1)
            #expect(branch.remote.count(.session) == before + 3)
            #expect(try await refresher.refreshChanges().deleted == 4)
            #expect(try branch.cache.count(.sessions) == 245)
        }
    }

    @Test("where no session is shown by its id, none is taken for deleted, and people are told")
    func noneShown() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions.removeFirst(30) }
            branch.remote.fail(.session, with: .rejected, times: .max)
            let refresher = refresher(branch.remote, branch)
            let report = try await refresher.refresh(.sessions, full: true) { _ in }
            #expect(report.done, "the list itself was read")
            #expect(report.deleted == 0)
            let words = try branch.cache.refreshState(.sessions).failure
            #expect(words?.contains("none of those that are missing is taken for deleted") == true)
            let before = branch.remote.count(.session)
            _ = try await refresher.refreshChanges()
            #expect(branch.remote.count(.session) == before + 4)
            branch.remote.recover()
            _ = try await refresher.refreshChanges()
            _ = try await refresher.refreshChanges()
            _ = try await refresher.refreshChanges()
            #expect(try branch.cache.count(.sessions) == 220)
            #expect(try branch.cache.refreshState(.sessions).failure == nil)
        }
    }

    @Test("where no session is left at all, those that were are taken for deleted")
    func allGone() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(Array(many.prefix(3)))
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions = [] }
            let refresher = refresher(branch.remote, branch)
            _ = try await refresher.refreshChanges()
            _ = try await refresher.refresh(.sessions, full: true) { _ in }
            #expect(try branch.cache.count(.sessions) == 0)
            #expect(try branch.cache.refreshState(.sessions).failure == nil)
            let before = branch.remote.calls.count
            _ = try await refresher.refreshChanges()
            #expect(branch.remote.calls.count - before <= 2)
        }
    }

    @Test("where the last page comes in place of one behind it, the walk is at its end")
    func clamped() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.change {
                $0.honoursCreation = false
                $0.givesLastPage = true
            }
            let shrink: @Sendable () -> Void = {
                guard case .sessions(let request) = branch.remote.calls.last,
                    request.pageNumber == 2, !request.statuses.isEmpty
                else { return }
                branch.remote.change { $0.sessions.removeFirst(60) }
            }
            try await branch.refresher.refresh(.sessions, full: true, between: shrink) { _ in }
            #expect(try branch.cache.refreshState(.sessions).isComplete)
            let refresher = refresher(branch.remote, branch)
            _ = try await refresher.refresh(.sessions, full: true) { _ in }
            while try branch.cache.sessionProgress().met > 0 {
                _ = try await refresher.refreshChanges()
            }
            #expect(try branch.cache.count(.sessions) == 190)
        }
    }

    @Test("a walk counts once, whatever its pages, and nothing counts before the first")
    func counted() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            let counts = Counts()
            let refresher = Refresher(
                branch.remote, cache: branch.cache, clocks: branch.clocks, counts: counts)
            _ = try await refresher.refreshChanges()
            #expect(counts.values.refreshes.isEmpty)
            while try await !refresher.reconcilePage() {}
            #expect(counts.values.refreshes == [.init(.sessions, succeeded: true): 1])
        }
    }
}

/// Its list is as it was a while ago.
private struct ListBehind: Remote {
    let remote: FakeRemote
    let list: FakeRemote.World

    func departments() async throws(RemoteFailure) -> [Department] {
        try await remote.departments()
    }

    func users() async throws(RemoteFailure) -> [User] { try await remote.users() }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        list.page(request)
    }

    func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        try await remote.session(id)
    }

    func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        try await remote.transfer(id, to: target, stopsBot: stopsBot)
    }
}
