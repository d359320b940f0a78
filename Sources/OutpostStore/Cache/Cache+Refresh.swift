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

    /// The statuses in which a session is asked for where it is asked by that.
    static let open = Session.Status.open.map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// When a session was last known to be as it is: when it was read, or the last refresh that would
    /// have shown a change of it. Where the server cannot be asked for changes, the frequent ones ask
    /// for open sessions alone.
    static let knownAt = """
        max(session.readAt, coalesce(
            iif(refresh.filter = 'fails' AND session.status NOT IN (\(open)),
                refresh.fullAt, refresh.refreshedAt), 0))
        """
}
