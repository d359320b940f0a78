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

    func department(otherThan id: Department.ID?) async throws -> DepartmentReport {
        try #require(try await departments().first { $0.id != id })
    }
}
