import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost restore FILE`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take back what `outpost backup` copied; what is there already stays as it is.",
        discussion: """
            What was open then may have been carried out since: the agent looks at each session before \
            it sends anything, and asks a person where it cannot tell. Doing it twice changes nothing.
            """)

    @Argument(help: "The file that `outpost backup` wrote.")
    var file: String

    @OptionGroup var common: CommonOptions

    /// Transfers in one transaction.
    private static let batch = 500

    func run() async throws {
        try await Speech.complaining {
            let backup = try open()
            let total = try backup.counts().all
            let workplace = try await common.workplace()
            try workplace.requireFiles()
            let outbox = try workplace.outbox()
            var (restored, read) = (0, 0)
            var batch: [IntentRecord] = []
            func store() throws {
                restored += try outbox.restore(batch, .restored, at: Date())
                read += batch.count
                batch = []
                if Terminal.showsProgress { Speech.murmur("\r\(read) of \(total)") }
            }
            let missing = try backup.forEach { record in
                batch.append(record)
                if batch.count == Self.batch { try store() }
            }
            try store()
            let forgotten = try backup.forgotten()
            try outbox.forget(again: forgotten, at: Date())
            if Terminal.showsProgress { Speech.murmur("\r") }
            await forget(forgotten, workplace)
            await workplace.agent?.nudge()
            guard missing == 0 else {
                throw Complaint(.badData, "\(missing.counted("transfer")) could not be read")
            }
            if common.json {
                return try Speech.put(json: ["restored": restored, "known": read - restored])
            }
            Speech.say(
                "\(restored.counted("transfer")) taken back, \(read - restored) known already")
        }
    }

    /// The copy may have fetched them by now.
    private func forget(_ sessions: [Session.ID: Timestamp], _ workplace: Workplace) async {
        let desk = FileDesk(workplace, complain: Speech.sayDoingWithout)
        for (id, upTo) in sessions {
            do {
                try await desk.forget(id, upTo: upTo)
            } catch {
                Speech.say(
                    "\(id) had been forgotten, and is not yet again: \(Complaint(error).what)")
            }
        }
    }

    private func open() throws -> Salvage {
        do {
            return try Salvage(backup: file)
        } catch .notThere {
            throw Complaint(
                .badData, "\(file) is not there",
                advice: "name the file that `outpost backup` wrote")
        } catch .notWritable(_, let detail) {
            throw Complaint(
                .badData, "\(file) cannot be read (\(detail))",
                advice: "check its owner and its modes")
        } catch {
            throw Complaint(
                .badData, error.description,
                advice: "name the file that `outpost backup` wrote; this one stays as it is")
        }
    }
}
