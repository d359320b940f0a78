import Foundation
import OutpostModel
import Testing

extension Branch {
    func session(_ reference: String) async throws -> SessionReport {
        try await outpost("session", reference, "--json").decoded()
    }

    /// A session that nobody attends to yet, from the cache.
    func pendingSession() async throws -> SessionReport {
        let found: [SessionReport] = try await outpost(
            "sessions", "--status", "PENDING", "--limit", "1", "--json"
        ).decoded()
        return try #require(found.first)
    }

    func departments() async throws -> [DepartmentReport] {
        try await outpost("departments", "--json").decoded()
    }

    /// What happened until now.
    func events() async throws -> [EventReport] {
        try await outpost("events", "--json").output.split(separator: "\n").map {
            try JSONDecoder().decode(EventReport.self, from: Data($0.utf8))
        }
    }

    func department(otherThan id: Department.ID?) async throws -> DepartmentReport {
        try #require(try await departments().first { $0.id != id })
    }
}
