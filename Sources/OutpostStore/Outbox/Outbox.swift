import Foundation
import GRDB
package import OutpostModel
import Schema

/// `outbox.sqlite`: the intents, their attempts, and what happened to them.
///
/// What it returns from has been written through to the disk. It decides nothing: it keeps order,
/// refuses impossible changes of state, and counts.
package struct Outbox: Sendable {
    let database: OpenDatabase
    let boot: BootClock?
    let submissions = Submissions()
    /// How many open intents are accepted at most.
    package let limit: Int

    package static let fileName = "outbox.sqlite"
    package static let defaultLimit = 100_000

    /// Opens the file in `directory`, which must exist; makes the file if it is missing.
    ///
    /// - Parameter boot: tells when somebody sets the clock; nil: nobody does.
    package static func open(
        in directory: String, forAgent: Bool, limit: Int = defaultLimit, boot: BootClock? = nil
    ) throws(StoreFailure) -> Outbox {
        Outbox(
            database: try OpenDatabase(file(in: directory), forAgent ? .agent : .command),
            boot: boot, limit: limit)
    }

    /// Opens it to look only. ``StoreFailure/notThere(file:)`` if nothing was ever accepted.
    package static func openForLookup(in directory: String) throws(StoreFailure) -> Outbox {
        Outbox(
            database: try OpenDatabase(file(in: directory), .lookup), boot: nil,
            limit: defaultLimit)
    }

    private static func file(in directory: String) -> DatabaseFile {
        DatabaseFile(
            path: directory + "/" + fileName, migrations: Schema.outbox, durability: .full,
            rollback: .memory)
    }

    /// See ``OpenDatabase/edition()``.
    package func edition() -> Edition? { database.edition() }

    /// Whether somebody has deleted the file or put another in its place.
    package var isReplaced: Bool { database.isReplaced }

    /// Commits a change that changes nothing, all the way to the disk.
    package func checkWritable() throws(StoreFailure) {
        try database.write { database in
            try database.execute(sql: "UPDATE tally SET count = count WHERE name = 'accepted'")
        }
    }

    /// The size of the journal on disk, bytes.
    package var journalBytes: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: database.path + "-wal")
        return attributes?[.size] as? Int ?? 0
    }

    /// Takes over what it can from the journal into the file, without waiting for anybody.
    package func tidyJournal() throws(StoreFailure) -> Journal { try database.tidyJournal() }

    /// Whether every page of the file makes sense.
    package func check() throws(StoreFailure) { try database.check() }

    package func close() { database.close() }

    func read<Value>(_ body: (Database) throws -> Value) throws(OutboxFailure) -> Value {
        do { return try database.writer.read(body) } catch { throw outboxFailure(error) }
    }

    /// Does all of `body` in one transaction, or nothing, with every stamp in the file on the clock
    /// that says it is `now`.
    func write<Value>(
        at now: Date, _ body: (Database) throws -> Value
    ) throws(OutboxFailure) -> Value {
        do {
            return try database.writer.write { database in
                try keepTime(at: now, database)
                return try body(database)
            }
        } catch {
            throw outboxFailure(error)
        }
    }

    func outboxFailure(_ error: any Error) -> OutboxFailure {
        error as? OutboxFailure ?? .store(StoreFailure(error, file: database.name))
    }
}
