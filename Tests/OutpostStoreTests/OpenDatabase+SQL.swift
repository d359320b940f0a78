import GRDB

@testable import OutpostStore

// Looking past the store's verbs, at what is really in the file.
extension OpenDatabase {
    /// On the writing connection, where the pragmas are set.
    func integer(_ sql: String) throws -> Int? {
        try writer.writeWithoutTransaction { try Int.fetchOne($0, sql: sql) }
    }

    func texts(_ sql: String) throws -> [String] {
        try writer.read { try String.fetchAll($0, sql: sql) }
    }

    /// Each row as its values, for telling whether anything changed.
    func rows(_ sql: String) throws -> [String] {
        try writer.read { try Row.fetchAll($0, sql: sql).map(\.description) }
    }

    func run(_ sql: String) throws {
        try writer.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
