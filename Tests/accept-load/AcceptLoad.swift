import ArgumentParser
import Foundation
import Glibc
import OutpostModel
import OutpostStore

/// Many callers in one process who all want a transfer accepted: for Scripts/powercut, which cuts
/// the power and counts the syncs.
///
/// Says an id on standard output as soon as it is accepted, and the rate on standard error.
@main
struct AcceptLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept-load", abstract: "Accepts transfers, for many callers at once.")

    @Option(help: "How many callers at once.")
    var callers = 1

    @Option(help: "How many transfers in all.")
    var count = Int.max

    @Option(help: "Stop after this many seconds.")
    var seconds: Double?

    @Option(help: "The directory with outbox.sqlite; it must exist.")
    var directory: String

    @Flag(help: "Say each id as soon as it is accepted.")
    var print = false

    func run() async throws {
        let outbox = try Outbox.open(
            in: directory, forAgent: true, limit: .max, boot: .system())
        defer { outbox.close() }
        let clock = ContinuousClock()
        let start = clock.now
        let end = seconds.map { start + .seconds($0) }
        let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 0..<callers {
                let share = count / callers + (caller < count % callers ? 1 : 0)
                group.addTask { try await call(outbox, atMost: share, until: end) }
            }
            return try await group.reduce(0, +)
        }
        let took = (clock.now - start) / .seconds(1)
        let rate = Int(Double(accepted) / took)
        let words = "\(accepted) accepted in \(took) seconds, \(rate) per second\n"
        FileHandle.standardError.write(Data(words.utf8))
    }

    /// One caller: the next transfer once the last one is accepted.
    private func call(
        _ outbox: Outbox, atMost share: Int, until end: ContinuousClock.Instant?
    ) async throws -> Int {
        guard let department = Department.ID(UUID().uuidString),
            let target = TransferTarget(departmentID: department, userID: nil)
        else { return 0 }
        for accepted in 0..<share {
            if let end, ContinuousClock.now >= end { return accepted }
            guard let session = Session.ID(UUID().uuidString) else { return accepted }
            let intent = NewIntent(
                id: .random(), sessionID: session, target: target, base: nil, lifetime: 86_400)
            _ = try await outbox.submit(intent, at: Date())
            if print { say(intent.id.text) }
        }
        return share
    }

    /// One line in one write, so that a caller's word is out before his next transfer.
    private func say(_ id: String) {
        let line = Array((id + "\n").utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
