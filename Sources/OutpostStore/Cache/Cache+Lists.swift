package import Foundation
import GRDB
package import OutpostModel

/// What taking over a list changed.
package struct ListChanges: Hashable, Sendable {
    package let saved: Int
    package let deleted: Int
}

extension Cache {
    /// Makes the departments these and no others. Rows that are the same stay untouched.
    package func replaceDepartments(
        _ departments: [Department], at now: Date
    ) throws(StoreFailure) -> ListChanges {
        try replace(.departments, departments, at: now) { department, database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO department (id, name, folded, isDefault, object)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                            folded = excluded.folded, isDefault = excluded.isDefault,
                            object = excluded.object
                        WHERE object IS NOT excluded.object
                    """
            ).execute(arguments: [
                department.id.text, department.name, department.name.folded,
                department.isDefault, department.object.text,
            ])
        }
    }

    /// Makes the users these and no others, with their memberships.
    package func replaceUsers(
        _ users: [User], at now: Date
    ) throws(StoreFailure) -> ListChanges {
        try replace(.users, users, at: now) { user, database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO user (id, name, folded, email, availability, object)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                            folded = excluded.folded, email = excluded.email,
                            availability = excluded.availability, object = excluded.object
                        WHERE object IS NOT excluded.object
                    """
            ).execute(arguments: [
                user.id.text, user.name, user.name.folded, user.email, user.availability,
                user.object.text,
            ])
            guard database.changesCount > 0 else { return }
            try database.cachedStatement(sql: "DELETE FROM membership WHERE userID = ?")
                .execute(arguments: [user.id.text])
            for department in Set(user.departments) {
                try database.cachedStatement(
                    sql: "INSERT INTO membership (userID, departmentID) VALUES (?, ?)"
                ).execute(arguments: [user.id.text, department.text])
            }
        }
    }

    private func replace<Item: Identifiable, Subject>(
        _ resource: Resource, _ items: [Item], at now: Date,
        save: (Item, Database) throws -> Void
    ) throws(StoreFailure) -> ListChanges where Item.ID == Identifier<Subject> {
        let table = resource == .departments ? "department" : "user"
        return try database.write { database in
            var saved = 0
            for item in items {
                let before = database.totalChangesCount
                try save(item, database)
                saved += database.totalChangesCount > before ? 1 : 0
            }
            let kept = Set(items.map(\.id.text))
            let known = try String.fetchAll(database, sql: "SELECT id FROM \(table)")
            let gone = known.filter { !kept.contains($0) }
            for id in gone {
                try database.cachedStatement(sql: "DELETE FROM \(table) WHERE id = ?")
                    .execute(arguments: [id])
            }
            try Self.recordSuccess(resource, at: now, database)
            return ListChanges(saved: saved, deleted: gone.count)
        }
    }

    static func recordSuccess(
        _ resource: Resource, at now: Date, _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                UPDATE refresh SET refreshedAt = ?, failure = NULL WHERE resource = ?
                """
        ).execute(arguments: [now.ticks, resource.rawValue])
    }
}
