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
            guard let row else { return RefreshState() }
            let ended = row.date(resource == .sessions ? "fullAt" : "refreshedAt")
            return RefreshState(
                refreshedAt: row.date("refreshedAt"), failedAt: row.date("failedAt"),
                failure: row["failure"], isComplete: ended != nil,
                walked: row.walk("walk").map { walk in
                    .init(items: walk.items, total: walk.remaining.map { walk.items + $0 })
                })
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
}
