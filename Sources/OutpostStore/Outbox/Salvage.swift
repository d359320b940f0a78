import Foundation
import GRDB
package import OutpostModel
import Schema

/// Reads from a damaged `outbox.sqlite` what can still be read. Writes nothing to it.
package struct Salvage {
    private let database: DatabaseQueue
    private let name: String

    /// Numbers in a row that cannot be read, after which the end is taken for reached, where the
    /// file no longer tells how far it goes.
    private static let patience = 10_000

    /// - Throws: ``StoreFailure/damaged(file:detail:)`` if not even its beginning can be read.
    package init(directory: String) throws(StoreFailure) {
        try self.init(path: directory + "/" + Outbox.fileName)
    }

    /// Reads what ``Outbox/backUp(to:progress:)`` wrote.
    ///
    /// - Throws: ``StoreFailure/damaged(file:detail:)`` also if it is not whole, or something else.
    package init(backup path: String) throws(StoreFailure) {
        try self.init(path: path)
        do {
            try database.read { [name] database in
                let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                guard version <= Schema.outbox.count else {
                    throw StoreFailure.newerVersion(
                        file: name, version: version, known: Schema.outbox.count)
                }
                let check = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
                guard try check == "ok" && database.tableExists("tally") else {
                    throw StoreFailure.damaged(
                        file: name, detail: check == "ok" ? "it is no outbox" : check)
                }
            }
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    private init(path: String) throws(StoreFailure) {
        name = URL(fileURLWithPath: path).lastPathComponent
        guard FileManager.default.fileExists(atPath: path) else { throw .notThere(file: name) }
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            database = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    /// Calls `body` with each intent that can be read, in the order in which they were accepted.
    ///
    /// - Returns: how many numbers could not be read, as far as can be told.
    package func forEach(_ body: (IntentRecord) throws -> Void) throws -> Int {
        let top = top()
        var missing = 0
        var failures = 0
        var sequence: Int64 = 0
        while sequence < top ?? .max, top != nil || failures < Self.patience {
            switch read(after: sequence) {
            case .found(let intent):
                try body(IntentRecord(intent, attempts(at: intent.id)))
                sequence = intent.sequence
                failures = 0
            case .end:
                return missing
            case .unreadable:
                // The page is gone. Its rows are passed one by one: the next page may be whole.
                sequence += 1
                missing += 1
                failures += 1
                if let intent = read(at: sequence) {
                    try body(IntentRecord(intent, attempts(at: intent.id)))
                    missing -= 1
                }
            }
        }
        return missing
    }

    /// How many there are, and how many of them are open.
    /// Up to which of the server's times each session is forgotten, see ``Outbox/forgotten()``; none in a
    /// file from before there was such a thing.
    package func forgotten() throws(StoreFailure) -> [Session.ID: Timestamp] {
        do {
            return try database.read { database in
                guard try database.tableExists("forgotten") else { return [:] }
                return try Outbox.forgotten(database)
            }
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    package func counts() throws(StoreFailure) -> (all: Int, open: Int) {
        do {
            return try database.read { database in
                let open = Intent.State.open.map { "'\($0.rawValue)'" }.joined(separator: ", ")
                func count(_ clause: String) throws -> Int {
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM intent\(clause)") ?? 0
                }
                return (try count(""), try count(" WHERE state IN (\(open))"))
            }
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    private enum Reading {
        case found(Intent)
        case end
        case unreadable
    }

    private func read(after sequence: Int64) -> Reading {
        do {
            let row = try database.read { database in
                try Row.fetchOne(
                    database,
                    sql: "SELECT * FROM intent WHERE sequence > ? ORDER BY sequence LIMIT 1",
                    arguments: [sequence])
            }
            return try row.map { .found(try Intent($0)) } ?? .end
        } catch {
            return .unreadable
        }
    }

    private func read(at sequence: Int64) -> Intent? {
        try? database.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM intent WHERE sequence = ?", arguments: [sequence]
            ).map(Intent.init)
        }
    }

    private func attempts(at id: Intent.ID) -> [Attempt] {
        (try? database.read { try Attempt.fetchAll($0, at: id) }) ?? []
    }

    /// The highest number that was ever given; nil if the file no longer tells.
    private func top() -> Int64? {
        let queries = [
            "SELECT seq FROM sqlite_sequence WHERE name = 'intent'",
            "SELECT max(sequence) FROM intent",
        ]
        return queries.compactMap { sql in
            (try? database.read { try Int64.fetchOne($0, sql: sql) }) ?? nil
        }.max()
    }
}
