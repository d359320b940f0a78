import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostSync

/// `outpost users [QUERY] [--department D]`
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users",
        abstract: "List users, from the copy on this machine.")

    @Argument(help: "Part of a name or an e-mail address; case and accents do not matter.")
    var query: String?

    @Option(help: "Only those who serve this department (an id or a name).")
    var department: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            let found = try await desk.users(matching: query, in: department)
            if common.json { return try Speech.put(json: found) }
            var table = Table("NAME", "E-MAIL", "AVAILABILITY", "DEPARTMENTS", "ID")
            for user in found {
                let departments = user.departments.map { $0.name ?? $0.id.short }.sorted()
                table.add(
                    user.name, user.email, user.availability,
                    departments.joined(separator: ", "), user.userId.text)
            }
            Speech.put(table.text)
            if found.isEmpty { Speech.say("no such user") }
            try await desk.sayAge(of: .users, at: Date())
        }
    }
}
