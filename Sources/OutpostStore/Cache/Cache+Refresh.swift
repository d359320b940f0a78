package import Foundation
import GRDB
package import OutpostModel

extension Cache {
    package func count(_ resource: Resource) throws(StoreFailure) -> Int {
        let table =
            switch resource {
            case .departments: "department"
            case .users: "user"
            case .sessions: "session"
            }
        return try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    package func refreshState(_ resource: Resource) throws(StoreFailure) -> RefreshState {
        try database.read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM refresh WHERE resource = ?"),
                arguments: [resource.rawValue])
            return RefreshState(
                refreshedAt: row?.date("refreshedAt"), failedAt: row?.date("failedAt"),
                failure: row?["failure"])
        }
    }

    package func recordFailure(
        _ resource: Resource, _ reason: String, at now: Date
    ) throws(StoreFailure) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE refresh SET failedAt = ?, failure = ? WHERE resource = ?",
                arguments: [now.ticks, reason, resource.rawValue])
        }
    }

    /// How many items the last list had if that was too few to be believed at once.
    package func suspicion(_ resource: Resource) throws(StoreFailure) -> Int? {
        try database.read { database in
            try Int.fetchOne(
                database, sql: "SELECT suspicion FROM refresh WHERE resource = ?",
                arguments: [resource.rawValue])
        }
    }

    package func suspect(_ resource: Resource, count: Int) throws(StoreFailure) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE refresh SET suspicion = ? WHERE resource = ?",
                arguments: [count, resource.rawValue])
        }
    }
}
