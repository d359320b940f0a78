import OutpostModel
import OutpostRuntime
import OutpostStore

/// The names behind ids, for people to read.
struct Names {
    private let departments: [Department.ID: String]
    private let users: [User.ID: String]

    /// Where there is no copy to find them in, ids are shown.
    init(_ desk: any Desk) async {
        departments = Dictionary(
            await Self.found { try await desk.departments(matching: nil) }.map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        users = Dictionary(
            await Self.found { try await desk.users(matching: nil, in: nil) }
                .map { ($0.userId, $0.name) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func found<Report>(_ look: () async throws -> [Report]) async -> [Report] {
        do {
            return try await look()
        } catch StoreFailure.notThere {
            return []
        } catch let failure as StoreFailure {
            Speech.sayDoingWithout(failure)
            return []
        } catch {
            return []
        }
    }

    /// "Cobrança / João"
    func target(_ department: Department.ID?, _ user: User.ID?) -> String {
        let words = [
            department.map { departments[$0] ?? $0.short }, user.map { users[$0] ?? $0.short },
        ]
        return words.compactMap(\.self).joined(separator: " / ")
    }

    func target(_ intent: IntentReport) -> String { target(intent.departmentId, intent.userId) }
}
