import Foundation
import GRDB

/// An open SQLite file whose errors are ``StoreFailure``s.
struct OpenDatabase: Sendable {
    let writer: any DatabaseWriter
    let name: String
    let path: String
    private let inode: UInt64?
    /// The agent's, which reads the same again and again.
    private let watch: CommitWatch?

    init(_ file: DatabaseFile, _ access: DatabaseFile.Access) throws(StoreFailure) {
        writer = try file.open(access)
        name = file.name
        path = file.path
        inode = Self.inode(file.path)
        do {
            watch =
                access == .agent ? try CommitWatch(path: file.path, label: file.name) : nil
        } catch {
            throw StoreFailure(error, file: file.name)
        }
    }

    /// Reads a consistent snapshot. Never waits for a writer.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try writer.read(body)
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    /// Does all of `body` in one transaction, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try writer.write(body)
        } catch {
            throw StoreFailure(error, file: name)
        }
    }

    /// What it is at; nil if that cannot be told.
    ///
    /// To be asked before what is read: a commit in between makes the next edition another one.
    func edition() -> Edition? { try? watch?.edition() }

    /// Whether somebody has deleted the file or put another in its place: what we read and write is
    /// no longer what others see.
    var isReplaced: Bool { Self.inode(path) != inode }

    private static func inode(_ path: String) -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
    }

    /// Moves what is in the journal into the file and closes both, as far as that can be done:
    /// what is left is safe in the journal.
    func close() {
        watch?.close()
        // GRDB closes its read-only connections last, and those cannot clean up.
        try? writer.writeWithoutTransaction { database in
            guard database.sqliteConnection != nil else { return }  // closed before
            // Without patience: who else reads or writes may keep us from it, not from ending.
            try database.execute(sql: "PRAGMA busy_timeout = 0")
            _ = try database.checkpoint(.truncate)
        }
        try? writer.close()
    }
}

extension OpenDatabase {
    /// Reads every page, which takes seconds for hundreds of megabytes.
    ///
    /// - Throws: ``StoreFailure/damaged(file:detail:)`` with the first thing that is not as it should be.
    func check() throws(StoreFailure) {
        let found = try read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        guard found == "ok" else { throw .damaged(file: name, detail: found ?? "no answer") }
    }
}
