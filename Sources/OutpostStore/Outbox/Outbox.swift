import GRDB
import OutpostModel
import Schema

/// `outbox.sqlite`: the intents, their attempts, and what happened to them.
///
/// What it returns from has been written through to the disk. It decides nothing: it keeps order,
/// refuses impossible changes of state, and counts.
package struct Outbox: Sendable {
    let database: OpenDatabase
    /// How many open intents are accepted at most.
    package let limit: Int

    package static let fileName = "outbox.sqlite"
    package static let defaultLimit = 100_000

    /// Opens the file in `directory`, which must exist; makes the file if it is missing.
    package static func open(
        in directory: String, forAgent: Bool, limit: Int = defaultLimit
    ) throws(StoreFailure) -> Outbox {
        Outbox(
            database: try OpenDatabase(file(in: directory), forAgent ? .agent : .command),
            limit: limit)
    }

    /// Opens it to look only. ``StoreFailure/notThere(file:)`` if nothing was ever accepted.
    package static func openForLookup(in directory: String) throws(StoreFailure) -> Outbox {
        Outbox(
            database: try OpenDatabase(file(in: directory), .lookup), limit: defaultLimit)
    }

    private static func file(in directory: String) -> DatabaseFile {
        DatabaseFile(
            path: directory + "/" + fileName, migrations: Schema.outbox, durability: .full)
    }

    /// A number that differs after another process has changed something.
    package func changeMark() throws(StoreFailure) -> Int64 {
        try database.dataVersion()
    }

    package func close() { database.close() }

    func read<Value>(_ body: (Database) throws -> Value) throws(OutboxFailure) -> Value {
        do { return try database.writer.read(body) } catch { throw outboxFailure(error) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(OutboxFailure) -> Value {
        do { return try database.writer.write(body) } catch { throw outboxFailure(error) }
    }

    private func outboxFailure(_ error: any Error) -> OutboxFailure {
        error as? OutboxFailure ?? .store(StoreFailure(error, file: database.name))
    }
}
