import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// `outpost departments [QUERY]`
struct Departments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "departments",
        abstract: "List departments, from the copy on this machine.")

    @Argument(help: "Part of a name; case and accents do not matter.")
    var query: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            let found = try await desk.departments(matching: query)
            if common.json { return try Speech.put(json: found) }
            var table = Table("NAME", "DEFAULT", "ID")
            for department in found {
                table.add(department.name, department.isDefault ? "yes" : "", department.id.text)
            }
            Speech.put(table.text)
            if found.isEmpty { Speech.say("no such department") }
            try await desk.sayAge(of: .departments, at: Date())
        }
    }
}
