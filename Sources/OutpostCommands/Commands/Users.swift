import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost users [QUERY] [--department D]`
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List users, from the copy on this machine.")

    @Argument(help: "Part of a name or an e-mail address; case and accents do not matter.")
    var query: String?

    @Option(help: "Only those who serve this department (an id or a name).")
    var department: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let cache = try await common.workplace().cache()
            let department = try department.map { try Finder(cache).department($0) }
            let found = try cache.users(matching: query, in: department?.id)
            let names = try Names(cache).departments
            if common.json {
                return try Speech.put(json: found.map { UserReport($0, names: names) })
            }
            var table = Table("NAME", "E-MAIL", "AVAILABILITY", "DEPARTMENTS", "ID")
            for user in found {
                let departments = user.departments.map { names[$0] ?? $0.short }.sorted()
                table.add(
                    user.name, user.email, user.availability,
                    departments.joined(separator: ", "), user.id.text)
            }
            Speech.put(table.text)
            try cache.sayAge(of: .users, at: Date())
        }
    }
}
