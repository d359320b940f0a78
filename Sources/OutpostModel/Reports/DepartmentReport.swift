/// A department as `--json` shows it. Its members are a promise: they stay.
package struct DepartmentReport: Codable, Hashable, Sendable {
    package let id: Department.ID
    package let name: String
    package let isDefault: Bool

    package init(_ department: Department) {
        id = department.id
        name = department.name
        isDefault = department.isDefault
    }
}
