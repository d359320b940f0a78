import Foundation
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostSync

@Suite("refreshing departments and users", .timeLimit(.minutes(1)))
struct RefresherListTests {
    @Test("the cache has the server's lists, and what is gone from them is deleted")
    func lists() async throws {
        try await Branch.open { branch in
            #expect(try await branch.refreshed(.departments).changed == 3)
            #expect(try await branch.refreshed(.users).changed == 5)
            branch.remote.change { world in
                world.departments = [.vendas, .sample(2, "Suporte técnico")]
                world.users.removeLast()
            }
            let departments = try await branch.refreshed(.departments)
            #expect(departments.changed == 1)
            #expect(departments.deleted == 1)
            #expect(try await branch.refreshed(.users).deleted == 1)
            #expect(
                try branch.cache.departments().map(\.name) == ["Suporte técnico", "Vendas"])
            #expect(try branch.cache.users().count == 4)
            #expect(try branch.cache.refreshState(.users).refreshedAt == noon)
        }
    }

    @Test("a list that has not changed changes nothing, and is news all the same")
    func unchanged() async throws {
        try await Branch.open { branch in
            _ = try await branch.refreshed(.users)
            try await branch.pass(.seconds(300))
            let report = try await branch.refreshed(.users)
            #expect(report.items == 5)
            #expect(report.changed == 0)
            #expect(try branch.cache.refreshState(.users).refreshedAt == noon + 300)
        }
    }

    @Test("a list that is suddenly short is read again, and believed if it stays so")
    func shortAndTrue() async throws {
        try await Branch.open { branch in
            _ = try await branch.refreshed(.departments)
            branch.remote.change { $0.departments = [.vendas] }
            #expect(try await branch.refreshed(.departments).deleted == 2)
            #expect(branch.remote.count(.departments) == 3)
            #expect(branch.time.elapsed == Refresher.secondLook)
        }
    }

    @Test("a list that is short only once deletes nothing", arguments: [0, 1])
    func shortOnce(left: Int) async throws {
        try await Branch.open { branch in
            _ = try await branch.refreshed(.departments)
            branch.remote.change { $0.departments = Array(Department.samples.prefix(left)) }
            branch.remote.during(.departments) {
                branch.remote.during(.departments) {
                    branch.remote.change { $0.departments = Department.samples }
                }
            }
            await #expect(throws: RefreshFailure.unbelievable(.departments, was: 3, now: left)) {
                try await branch.refreshed(.departments)
            }
            #expect(try branch.cache.count(.departments) == 3)
            let state = try branch.cache.refreshState(.departments)
            #expect(state.failedAt != nil)
            #expect(state.failure?.contains("shrank from 3") == true)
        }
    }

    @Test("half a list is believed at once, and so is a first empty one")
    func halfIsEnough() async throws {
        try await Branch.open { branch in
            branch.remote.change { $0.departments = [] }
            #expect(try await branch.refreshed(.departments).items == 0)
            branch.remote.change { $0.departments = [.vendas, .suporte] }
            _ = try await branch.refreshed(.departments)
            branch.remote.change { $0.departments = [.vendas] }
            _ = try await branch.refreshed(.departments)
            #expect(branch.remote.count(.departments) == 3)
        }
    }

    @Test("a failure is recorded and reported, and the cache stays as it was")
    func failure() async throws {
        try await Branch.open { branch in
            _ = try await branch.refreshed(.users)
            for (failure, isKeyRefused) in [(RemoteFailure.lineDown, false), (.keyRefused, true)] {
                branch.remote.fail(.users, with: failure)
                let reports = Shared<[RefreshProgress]>([])
                await #expect(throws: RefreshFailure.remote(failure)) {
                    try await branch.refresher.refresh(.users, full: false) { report in
                        reports.withLock { $0.append(report) }
                    }
                }
                let last = reports.withLock(\.last)
                #expect(last?.failure == failure.reason)
                #expect(last?.keyRefused == isKeyRefused)
                #expect(last?.done == false)
                #expect(try branch.cache.refreshState(.users).failure == failure.reason)
                #expect(try branch.cache.count(.users) == 5)
            }
            _ = try await branch.refreshed(.users)
            #expect(try branch.cache.refreshState(.users).failure == nil)
        }
    }
}

extension Branch {
    /// Refreshes, and gives the last report.
    @discardableResult
    func refreshed(_ resource: Resource, full: Bool = false) async throws -> RefreshProgress {
        let last = Shared<RefreshProgress>(RefreshProgress(resource))
        try await refresher.refresh(resource, full: full) { report in
            last.withLock { $0 = report }
        }
        return last.withLock(\.self)
    }
}
