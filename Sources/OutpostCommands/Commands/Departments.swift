import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost departments [QUERY]`
struct Departments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List departments, from the copy on this machine.")

    @Argument(help: "Part of a name; case and accents do not matter.")
    var query: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let cache = try await common.workplace().cache()
            let found = try cache.departments(matching: query)
            if common.json { return try Speech.put(json: found.map(DepartmentReport.init)) }
            var table = Table("NAME", "DEFAULT", "ID")
            for department in found {
                table.add(department.name, department.isDefault ? "yes" : "", department.id.text)
            }
            Speech.put(table.text)
            try cache.sayAge(of: .departments, at: Date())
        }
    }
}
