import OutpostModel
import OutpostStore

/// The names behind ids, for people to read.
struct Names {
    let departments: [Department.ID: String]
    let users: [User.ID: String]

    /// - Parameter cache: nil where there is none: then ids are shown.
    init(_ cache: Cache?) throws(StoreFailure) {
        departments = Dictionary(
            try cache?.departments().map { ($0.id, $0.name) } ?? [], uniquingKeysWith: { a, _ in a }
        )
        users = Dictionary(
            try cache?.users().map { ($0.id, $0.name) } ?? [], uniquingKeysWith: { a, _ in a })
    }

    /// "Cobrança / João"
    func target(_ target: TransferTarget) -> String {
        let department = target.departmentID.map { departments[$0] ?? $0.short }
        let user = target.userID.map { users[$0] ?? $0.short }
        return [department, user].compactMap(\.self).joined(separator: " / ")
    }
}
