import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

@Suite("refreshing sessions", .timeLimit(.minutes(1)))
struct RefresherSessionTests {
    /// Three pages of open sessions, the last of them updated hours ago.
    private let many = (1...250).map { number in
        Session.sample(
            number, updatedAt: .noon(plus: -86_400 + 100 * Double(number)),
            contact: "Contato \(number)")
    }

    @Test("a full walk reads open and recent sessions, and reports each page")
    func fullWalk() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.put(.sample(999, status: .completed))
            let reports = Shared<[RefreshProgress]>([])
            try await branch.refresher.refresh(.sessions, full: true) { report in
                reports.withLock { $0.append(report) }
            }
            #expect(try branch.cache.count(.sessions) == 251)
            #expect(reports.withLock { $0.map(\.pages) } == [1, 2, 3, 4, 5, 6])
            #expect(
                reports.withLock { $0.map(\.done) } == [false, false, false, false, false, true])
            #expect(reports.withLock(\.last)?.changed == 251)
        }
    }

    @Test("after a full walk a refresh asks for what changed, in one request")
    func changes() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions)
            try await branch.pass(.seconds(600))
            branch.remote.put(.sample(7, in: .cobranca, updatedAt: .noon(plus: 590)))
            let before = branch.remote.count(.sessions)
            #expect(try await branch.refreshed(.sessions).changed == 1)
            #expect(branch.remote.count(.sessions) == before + 1)
            let cached = try branch.cache.session(id(7))?.session
            #expect(cached?.departmentID == Department.cobranca.id)
        }
    }

    @Test("a walk that the line cuts off goes on at the next page", arguments: 1...6)
    func cutOff(pages: Int) async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            let failing = Shared(pages - 1)
            await #expect(throws: RefreshFailure.remote(.lineDown)) {
                if pages == 1 { branch.remote.fail(.sessions, with: .lineDown) }
                try await branch.refresher.refresh(.sessions, full: true) { _ in
                    let left = failing.withLock { left in
                        left -= 1
                        return left
                    }
                    if left == 0 { branch.remote.fail(.sessions, with: .lineDown) }
                }
            }
            branch.remote.recover()
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.count(.sessions) == 250)
            let asked = branch.remote.calls
            #expect(asked.count == 7, "six pages, and the one that was asked for twice")
            #expect(asked[pages - 1] == asked[pages])
            #expect(Set(asked).count == 6)
        }
    }

    @Test("a server that ignores the bound is walked in full, and nothing is lost")
    func boundIgnored() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions)
            branch.remote.change { $0.honoursBound = false }
            try await branch.pass(.seconds(3_600))
            branch.remote.put(.sample(7, in: .cobranca, updatedAt: .noon(plus: 3_590)))
            #expect(try await branch.refreshed(.sessions).changed == 1)
            #expect(try branch.cache.sessionProgress().filterWorks == false)
            #expect(try branch.cache.count(.sessions) == 250)
        }
    }

    @Test("a session that is gone leaves the cache after the second full walk, not the first")
    func deletions() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions.removeFirst() }
            #expect(try await branch.refreshed(.sessions, full: true).deleted == 0)
            #expect(try await branch.refreshed(.sessions, full: true).deleted == 1)
            #expect(try branch.cache.session(id(1)) == nil)
        }
    }

    @Test("ended sessions leave the cache when they are out of scope")
    func scope() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(1, status: .completed), .sample(2))
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.count(.sessions) == 2)
            try await branch.pass(.seconds(31 * 86_400 - 1))
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.session(id(1)) == nil)
            #expect(try branch.cache.session(id(2)) != nil)
        }
    }

    @Test("another page than was asked for is refused, and saved nowhere")
    func wrongPage() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(1))
            let refresher = Refresher(
                StuckOnPageSeven(remote: branch.remote), cache: branch.cache, clocks: branch.clocks)
            await #expect(throws: RefreshFailure.wrongPage(asked: 1, got: 7)) {
                try await refresher.refresh(.sessions, full: false) { _ in }
            }
            let count = try branch.cache.count(.sessions)
            #expect(count == 0)
        }
    }

    @Test("a server that always says that there is more is left at its first empty page")
    func alwaysMore() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.change { $0.alwaysHasMore = true }
            let report = try await branch.refreshed(.sessions)
            #expect(report.pages == 8)
            #expect(try branch.cache.count(.sessions) == 250)
        }
    }
}

/// Whatever is asked for, it gives page seven.
private struct StuckOnPageSeven: Remote {
    let remote: FakeRemote

    func departments() async throws(RemoteFailure) -> [Department] {
        try await remote.departments()
    }

    func users() async throws(RemoteFailure) -> [User] { try await remote.users() }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        let answer = try await remote.sessions(request)
        return page(7, answer.sessions)
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
