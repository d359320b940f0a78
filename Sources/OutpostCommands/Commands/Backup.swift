import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost backup FILE`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the transfers to a file, while they are in use.",
        discussion: """
            The copy is one SQLite file of mode 0600 that needs nothing beside it; `outpost restore \
            FILE` takes it back. Departments, users and sessions are not in it: they are fetched anew.
            """)

    @Argument(help: "The file to write; it must not exist yet.")
    var file: String

    @OptionGroup var common: CommonOptions

    private struct Report: Encodable {
        let file: String
        let bytes: Int
        let transfers: Int
        let open: Int
    }

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            try workplace.requireFiles()
            guard let outbox = try workplace.outboxIfAny() else {
                throw Complaint(
                    .unavailable, "there is nothing to copy: no transfer was ever accepted")
            }
            guard !FileManager.default.fileExists(atPath: file) else {
                throw Complaint(
                    .cannotWrite, "\(file) is there already", advice: "choose another name")
            }
            let bytes = try copy(outbox)
            let copied = try Salvage(backup: file).counts()
            if common.json {
                return try Speech.put(
                    json: Report(
                        file: file, bytes: bytes, transfers: copied.all, open: copied.open))
            }
            Speech.say(
                "\(copied.all.counted("transfer")) copied to \(file), \(copied.open) of them open")
        }
    }

    private func copy(_ outbox: Outbox) throws -> Int {
        var last = -1
        defer { if last >= 0 { Speech.murmur("\r") } }
        do {
            return try outbox.backUp(to: file) { share in
                let percent = Int(share * 100)
                guard Terminal.showsProgress, percent != last else { return }
                last = percent
                Speech.murmur("\r\(percent) % copied")
            }
        } catch {
            guard case .notWritable(let name, let detail) = error, name != Outbox.fileName else {
                throw error
            }
            throw Complaint(
                .cannotWrite, "\(file) cannot be written (\(detail))",
                advice: "its directory must be there, and let you write into it")
        }
    }
}
