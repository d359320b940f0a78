import Foundation
import GRDB
import OutpostModel
import Synchronization
import Testing

@testable import OutpostStore

/// What is done for one transfer must not cost more the more others wait or have ended. SQLite chooses
/// by itself how it finds rows, and is wrong where two indexes fit: so its plans are looked at.
@Suite("how intents are found")
struct PlanTests {
    /// What a connection was told to do, each once.
    private final class Log: Sendable {
        let statements = Mutex<Set<String>>([])
    }

    let folder: Folder
    let outbox: Outbox
    private let log = Log()

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: false)
        outbox.database.writer.writeWithoutTransaction { [log] database in
            database.trace { event in
                guard case .statement(let statement) = event else { return }
                _ = log.statements.withLock { $0.insert(statement.expandedSQL) }
            }
        }
    }

    /// By what rows of `intent` were found until now.
    private func plans() throws -> [String] {
        let statements = log.statements.withLock { $0 }
        return try outbox.database.writer.writeWithoutTransaction { database in
            database.trace(nil)
            return try statements.filter { $0.contains("intent ") && !$0.hasPrefix("--") }
                .flatMap { try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + $0) }
                .map { $0["detail"] as String }
                .filter { $0.contains(/\bintent\b/) }
        }
    }

    /// Through the whole table, or all that stand in a state or have ended in it.
    private func isLong(_ plan: String) -> Bool {
        plan.hasPrefix("SCAN") || plan.hasSuffix("intentState (state=?)")
    }

    @Test("for one transfer, from acceptance to delivery, none of the others is looked through")
    func life() throws {
        let base = Example.base(1)
        for department in 1...2 {
            _ = try outbox.accept(
                Example.transfer(1, to: department, base: base), at: Example.noon)
        }
        let intent = try #require(try outbox.heads(after: 0, count: 1).first)
        _ = try outbox.begin(intent.id, seen: base, at: Example.noon)
        try outbox.settle(
            intent.id, Settlement(.delivered, reason: nil), arrived: base, at: Example.noon)
        _ = try outbox.before(intent)
        _ = try outbox.cancel(
            outbox.accept(Example.transfer(2), at: Example.noon).intent.id, at: Example.noon)
        let plans = try plans()
        #expect(plans.contains { $0.contains("intentOpen (sessionID=?") }, "\(plans)")
        #expect(plans.contains { $0.contains("intentDelivered (sessionID=?") }, "\(plans)")
        #expect(plans.filter(isLong) == [])
    }

    @Test("those whose time has run out are found without the others")
    func expiry() throws {
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        #expect(try outbox.expire(at: Example.later(7200)).count == 1)
        let plans = try plans()
        #expect(plans.contains { $0.contains("intentExpiry (expiresAt<?)") }, "\(plans)")
        #expect(plans.filter(isLong) == [])
    }

    @Test("what is brought back is held against the same session's transfers only")
    func restoring() throws {
        let other = try Folder()
        let before = try Outbox.open(in: other.path, forAgent: false)
        _ = try before.accept(Example.transfer(1), at: Example.noon)
        _ = try before.backUp(to: folder.path + "/copy") { _ in }
        var records: [IntentRecord] = []
        _ = try Salvage(backup: folder.path + "/copy").forEach { records.append($0) }
        #expect(try outbox.restore(records, .restored, at: Example.noon) == 1)
        let plans = try plans()
        #expect(plans.contains { $0.contains("intentDelivered (sessionID=?") }, "\(plans)")
        #expect(plans.filter(isLong) == [])
    }
}
