import GRDB
import OutpostModel

/// A condition of a query, and the values in it.
struct Condition {
    let sql: String
    var arguments = StatementArguments()
    /// Whether it has at most two values: there are few different ones of that kind.
    var isSimple = true

    static func all(_ conditions: [Condition]) -> Condition {
        Condition(
            sql: conditions.isEmpty ? "1" : conditions.map(\.sql).joined(separator: " AND "),
            arguments: conditions.reduce(into: StatementArguments()) { $0 += $1.arguments },
            isSimple: conditions.count <= 2 && conditions.allSatisfy(\.isSimple))
    }

    /// Nil where there is nothing to choose from: then anything will do.
    static func one(_ expression: String, of choices: [String]) -> Condition? {
        guard !choices.isEmpty else { return nil }
        return Condition(
            sql: "\(expression) IN (\(placeholders(choices.count)))",
            arguments: StatementArguments(choices), isSimple: choices.count == 1)
    }

    static func within(_ expression: String, _ range: TimeRange) -> [Condition] {
        [
            range.after.map { Condition(sql: "\(expression) > ?", arguments: [$0.ticks]) },
            range.before.map { Condition(sql: "\(expression) < ?", arguments: [$0.ticks]) },
        ].compactMap(\.self)
    }
}
