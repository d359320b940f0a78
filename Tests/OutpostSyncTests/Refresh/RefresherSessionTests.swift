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

    @Test("a full walk reads open and recent sessions, then what changed, and reports each page")
    func fullWalk() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.put(.sample(999, status: .completed))
            let reports = Shared<[RefreshProgress]>([])
            try await branch.refresher.refresh(.sessions, full: true) { report in
                reports.withLock { $0.append(report) }
            }
            #expect(try branch.cache.count(.sessions) == 251)
            // The newest, three pages of open ones, three of recent ones, and of changes.
            #expect(reports.withLock { $0.map(\.pages) } == [1, 2, 3, 4, 5, 6, 8])
            #expect(reports.withLock { $0.filter(\.done).count } == 1)
            #expect(reports.withLock(\.last)?.changed == 251)
            let progress = try branch.cache.sessionProgress()
            #expect(progress.filter == .works)
            #expect(progress.newest == .noon(plus: -60))
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

    @Test("a walk that the line cuts off goes on at the next page", arguments: 1...7)
    func cutOff(pages: Int) async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            let failing = Shared(pages - 1)
            let cut: @Sendable () -> Void = {
                let left = failing.withLock { left in
                    left -= 1
                    return left
                }
                if left == 0 { branch.remote.fail(.sessions, with: .lineDown) }
            }
            await #expect(throws: RefreshFailure.remote(.lineDown)) {
                if pages == 1 { branch.remote.fail(.sessions, with: .lineDown) }
                try await branch.refresher.refresh(.sessions, full: true, between: cut) { _ in }
            }
            branch.remote.recover()
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.count(.sessions) == 250)
            let asked = branch.remote.calls
            #expect(asked.count == 9, "eight pages, and the one that was asked for twice")
            #expect(asked[pages - 1] == asked[pages])
            #expect(Set(asked).count == 8)
        }
    }

    @Test(
        "sessions that leave the list while it is walked push no other past us",
        arguments: [true, false])
    func leaving(byCreation: Bool) async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.change { $0.honoursCreation = byCreation }
            try await branch.refresher.refresh(.sessions, full: true) { report in
                // Those of the page just read end, ten at a time.
                branch.remote.change { world in
                    for place in world.sessions.indices.prefix(report.pages * 10) {
                        world.sessions[place] = world.sessions[place].moved(
                            to: .vendas, status: .completed)
                    }
                }
            }
            #expect(try branch.cache.count(.sessions) == 250)
        }
    }

    @Test("a server that ignores the bound is walked without it, and nothing is lost")
    func boundIgnored() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions)
            branch.remote.change { $0.honoursBound = false }
            try await branch.pass(.seconds(3_600))
            branch.remote.put(.sample(7, in: .cobranca, updatedAt: .noon(plus: 3_590)))
            #expect(try await branch.refreshed(.sessions).changed == 1)
            #expect(try branch.cache.sessionProgress().filter == .fails)
            #expect(try branch.cache.count(.sessions) == 250)
            #expect(try branch.refresher.isFullDue())
        }
    }

    @Test("a server that keeps changes back is found out by those that it must show")
    func changesKeptBack() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions)
            let refresher = Refresher(
                NothingEverChanges(remote: branch.remote), cache: branch.cache,
                clocks: branch.clocks)
            _ = try await refresher.refreshChanges()
            #expect(try branch.cache.sessionProgress().filter == .fails)
            #expect(try refresher.isFullDue())
            #expect(try branch.cache.count(.sessions) == 250)
        }
    }

    @Test("a witness that is gone is no lie")
    func goneWitness() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            branch.remote.put(.sample(251, updatedAt: .noon(plus: 60)))
            try await branch.refreshed(.sessions)
            branch.remote.change { _ = $0.sessions.removeLast() }
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.sessionProgress().filter == .works)
            #expect(try branch.cache.session(id(251)) == nil)
        }
    }

    @Test(
        "a session that is gone leaves the cache when a full walk misses it and its id is unknown")
    func deletions() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions.removeFirst(30) }
            #expect(try await branch.refreshed(.sessions).deleted == 0)
            #expect(try await branch.refreshed(.sessions, full: true).deleted == 20)
            #expect(try await branch.refreshed(.sessions).deleted == 10)
            #expect(branch.remote.count(.session) == 62, "each twice, and one that is there")
            #expect(try await branch.refreshed(.sessions).deleted == 0)
            #expect(branch.remote.count(.session) == 62)
            #expect(try branch.cache.count(.sessions) == 220)
        }
    }

    @Test("a session is not deleted because the server says once that it is not there")
    func falselyDenied() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(7))
            try await branch.refreshed(.sessions, full: true)
            branch.remote.fail(.session, with: .rejected)
            let empty = Refresher(
                EmptyLists(remote: branch.remote), cache: branch.cache, clocks: branch.clocks)
            let report = try await empty.refresh(.sessions, full: true) { _ in }
            #expect(report.deleted == 0)
            #expect(branch.remote.count(.session) == 2)
            #expect(try branch.cache.session(id(7)) != nil)
        }
    }

    @Test("a missing session that cannot be read does not keep the others from being looked for")
    func unreadableAmongMissing() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            branch.remote.change { $0.sessions.removeFirst(3) }
            branch.remote.fail(.session, of: id(1), with: .unexplained, times: .max)
            #expect(try await branch.refreshed(.sessions, full: true).deleted == 2)
            #expect(try branch.cache.session(id(1)) != nil)
            branch.remote.recover()
            #expect(try await branch.refreshed(.sessions).deleted == 1)
        }
    }

    @Test("nothing is deleted on the word of a list: not even of an empty one")
    func emptyList() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions, full: true)
            let empty = Refresher(
                EmptyLists(remote: branch.remote), cache: branch.cache, clocks: branch.clocks)
            let report = try await empty.refresh(.sessions, full: true) { _ in }
            #expect(report.deleted == 0)
            #expect(try branch.cache.count(.sessions) == 250)
        }
    }

    @Test("replay's order is carried out between two pages of a long walk")
    func givesWay() async throws {
        try await Branch.open { [many] branch in
            branch.remote.put(many)
            try await branch.refreshed(.sessions)
            let before = branch.remote.calls.count
            let isFirst = Shared(true)
            let quick: @Sendable () async -> Void = {
                let now = isFirst.withLock { first in
                    defer { first = false }
                    return first
                }
                guard now else { return }
                branch.remote.put(.sample(7, in: .cobranca, updatedAt: .noon(plus: 5)))
                _ = try? await branch.refresher.refresh(.sessions, full: false) { _ in }
            }
            try await branch.refresher.refresh(.sessions, full: true, between: quick) { _ in }
            let asked = branch.remote.calls.dropFirst(before)
            #expect(asked.count == 9, "seven pages of the full walk, and a refresh in it and after")
            #expect(
                try branch.cache.session(id(7))?.session.departmentID == Department.cobranca.id)
            #expect(try branch.cache.sessionProgress().newest == .noon(plus: 5))
        }
    }

    @Test("ended sessions leave the cache when they are out of scope")
    func scope() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(1, status: .completed), .sample(2))
            try await branch.refreshed(.sessions)
            #expect(try branch.cache.count(.sessions) == 2)
            branch.remote.put(.sample(3, updatedAt: .noon(plus: 31 * 86_400)))
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
            #expect(report.pages == 15)
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
        return page(answer.sessions, number: 7)
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

/// Whoever asks for what changed gets nothing.
private struct NothingEverChanges: Remote {
    let remote: FakeRemote

    func departments() async throws(RemoteFailure) -> [Department] {
        try await remote.departments()
    }

    func users() async throws(RemoteFailure) -> [User] { try await remote.users() }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        request.updatedAfter == nil ? try await remote.sessions(request) : page([])
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

/// Its list is suddenly empty.
private struct EmptyLists: Remote {
    let remote: FakeRemote

    func departments() async throws(RemoteFailure) -> [Department] { [] }

    func users() async throws(RemoteFailure) -> [User] { [] }

    func sessions(_ request: SessionPageRequest) async throws(RemoteFailure) -> SessionPage {
        page([])
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
