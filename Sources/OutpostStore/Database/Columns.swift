import Foundation
import GRDB
import OutpostModel

// How the model's words are written in a column, and read from one.

extension Row {
    func id<Subject>(_ column: String) -> Identifier<Subject>? {
        (self[column] as String?).flatMap(Identifier<Subject>.init)
    }

    func timestamp(_ column: String) -> Timestamp? {
        (self[column] as Int64?).map(Timestamp.init(ticks:))
    }

    func date(_ column: String) -> Date? { timestamp(column)?.date }

    func word<Word: RawRepresentable<String>>(_ column: String) -> Word? {
        (self[column] as String?).flatMap(Word.init(rawValue:))
    }

    /// What the schema promises is there; its absence means that the file was tampered with.
    func required<Value>(_ value: Value?, _ column: String) throws -> Value {
        guard let value else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "\(column) holds no value of its kind")
        }
        return value
    }
}

extension Date {
    var ticks: Int64 { Timestamp(self).ticks }
}
