import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue import FILE`
struct QueueImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take back what `queue salvage` wrote; what is there already stays as it is.")

    @Argument(help: "The file that `queue salvage` wrote.")
    var file: String

    @OptionGroup var common: CommonOptions

    /// Transfers in one transaction.
    private static let batch = 500
    /// The longest line, bytes: a transfer with thousands of attempts is shorter.
    private static let longestLine = 4 * 1024 * 1024

    func run() async throws {
        try await Speech.complaining {
            // All is read before anything is stored.
            let records = try read()
            let workplace = try await common.workplace()
            try workplace.requireFiles()
            let outbox = try workplace.outbox()
            var count = 0
            for start in stride(from: 0, to: records.count, by: Self.batch) {
                let part = Array(records[start..<min(start + Self.batch, records.count)])
                count += try outbox.restore(part, at: Date())
            }
            await workplace.agent?.nudge()
            if common.json {
                return try Speech.put(json: ["restored": count, "known": records.count - count])
            }
            Speech.say(
                "\(count.counted("transfer")) taken back, \(records.count - count) known already")
        }
    }

    private func read() throws -> [IntentRecord] {
        guard let content = FileManager.default.contents(atPath: file) else {
            throw Complaint(.badData, "\(file) cannot be read", advice: Complaint.fileAdvice)
        }
        let decoder = JSONDecoder()
        return try content.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            guard line.count <= Self.longestLine,
                let record = try? decoder.decode(IntentRecord.self, from: line), record.isWhole
            else { throw Complaint(.badData, "line \(number + 1) of \(file) is no transfer") }
            return record
        }
    }
}
