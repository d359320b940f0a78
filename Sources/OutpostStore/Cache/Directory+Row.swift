import GRDB
import OutpostModel

extension Department {
    init(_ row: Row) throws {
        self.init(
            id: try row.required(row.id("id"), "id"), name: row["name"],
            isDefault: row["isDefault"], object: JSONText(trusted: row["object"]))
    }
}

extension User {
    init(_ row: Row) throws {
        let departments = (row["departments"] as String?)?.split(separator: ",") ?? []
        self.init(
            id: try row.required(row.id("id"), "id"), name: row["name"], email: row["email"],
            availability: row["availability"],
            departments: departments.compactMap { Department.ID(String($0)) },
            object: JSONText(trusted: row["object"]))
    }
}

extension Session {
    init(_ row: Row) throws {
        self.init(
            id: try row.required(row.id("id"), "id"), number: row["number"],
            status: try row.required(row.word("status"), "status"),
            departmentID: row.id("departmentID"), userID: row.id("userID"),
            contactName: row["contactName"], contactPhone: row["contactPhone"],
            createdAt: row.timestamp("createdAt"), updatedAt: row.timestamp("updatedAt"),
            object: JSONText(trusted: row["object"]))
    }
}

extension SessionListing {
    init(_ row: Row) throws {
        self.init(
            session: try Session(row), departmentName: row["departmentName"],
            userName: row["userName"], readAt: try row.required(row.date("knownAt"), "knownAt"))
    }
}
