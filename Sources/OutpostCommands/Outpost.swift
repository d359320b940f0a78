package import ArgumentParser
import OutpostModel

/// The command `outpost`.
package struct Outpost: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "outpost",
        abstract: "Keeps a WTS Chat (Helena) branch working while its line is down.",
        discussion: """
            Look-ups answer from a copy on this machine. Transfers are kept on its disk, and carried \
            out, in order and once, as soon as the API can be reached.
            """,
        version: Version.current,
        subcommands: [
            Setup.self, Run.self, Departments.self, Users.self, Sessions.self, ShowSession.self,
            Forget.self,
            Transfer.self, Queue.self, RefreshCommand.self, Status.self, Events.self,
            Backup.self, Restore.self, DoctorCommand.self,
        ])

    package init() {}

    /// What may stand behind `outpost`.
    package static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

    /// Does what the process's command line says, and ends the process with its status.
    package static func launch() async {
        let words = Array(CommandLine.arguments.dropFirst())
        if let mistake = Mistake.first(in: words, for: self) {
            Speech.say("outpost: \(mistake.text)")
            exit(withError: ExitCode.usage)
        }
        await main(words)
    }
}
