import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// Thirty-two programs at once transfer in place of the API, while the line goes and comes every few
/// seconds.
///
/// `Scripts/flapping --seconds N` lets it take longer than a normal run of the tests.
@Suite(.timeLimit(.minutes(15)))
struct FlappingLineTests {
    private static let programs = 32
    private static let shared = 8

    @Test("every 200 and every 202 is accounted for: in the books, and at the service, once")
    func accounts() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["OUTPOST_FLAPPING_SECONDS"].flatMap { Int($0) } ?? 8
        try await Branch.open(Seeding(sessions: 600)) { branch in
            var branch = branch
            branch.settings["OUTPOST_GATEWAY_WAIT"] = "1s"
            branch.settings["OUTPOST_BUDGET_FIVE_SECOND_LIMIT"] = "100000"
            branch.settings["OUTPOST_BUDGET_FIVE_MINUTE_LIMIT"] = "1000000"
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    try await live(branch, agent, try branch.caller(port), seconds)
                }
            }
        }
    }

    private func live(
        _ branch: Branch, _ agent: AgentProcess, _ caller: LocalCaller, _ seconds: Int
    ) async throws {
        let end = ContinuousClock().now + .seconds(seconds)
        let line = Task {
            var line = FlappingLine(branch.simulator, seed: 1)
            try await line.flap(until: end)
            return line.cuts
        }
        let departments = await branch.simulator.sessions(limit: 1_000)
            .map { ($0.id, $0.departmentID ?? "") }
        var (told, violations): ([Told], [String]) = ([], [])
        try await withThrowingTaskGroup { group in
            for program in try await programs(branch, caller) {
                group.addTask {
                    var program = program
                    try await program.work(until: end)
                    return program
                }
            }
            for try await program in group {
                told += program.told
                violations += program.violations
            }
        }
        let cuts = try await line.value
        // A pause before a probe can be 30 s long when the line was lost often.
        _ = try await branch.outpost("refresh", "departments")
        var left = -1
        try await eventually("nothing waits any more", within: .seconds(60)) {
            let outbox = try await agent.status().outbox
            left = outbox.accepted
            return outbox.queued + outbox.sending == 0
        }
        let intents = try await intents(of: Set(told.map(\.session)), caller)
        #expect(intents.count == left)
        let books = FlappingBooks(
            told: told, intents: intents, journal: await branch.simulator.journal,
            departments: Dictionary(departments) { first, _ in first })
        violations += books.violations
        if !violations.isEmpty {
            Issue.record(
                "\(violations.count): \(violations.prefix(10).joined(separator: "\n"))")
        }
        noticesForgeries(books)
        let atOnce = told.filter { $0.status == 200 }.count
        #expect(cuts > 0 && atOnce > 0 && atOnce < told.count)
        print(
            "flapping: \(told.count) answers (\(atOnce) × 200) for",
            "\(intents.count) transfers, \(books.journal.count) of them carried out, \(cuts) cuts")
    }

    /// A judge who never finds anything proves nothing.
    private func noticesForgeries(_ books: FlappingBooks) {
        func notices(_ complaint: String, _ forge: (inout FlappingBooks) -> Void) -> Bool {
            var forged = books
            forge(&forged)
            return forged.violations.contains { $0.contains(complaint) }
        }
        #expect(notices("nobody was told") { $0.told.removeAll() })
        #expect(notices("is not in the books") { $0.intents.removeLast() })
        #expect(notices("carried out") { $0.journal.removeLast() })
        #expect(notices("carried out") { $0.journal.append($0.journal[0]) })
        #expect(
            notices("does not end where") { forged in
                let last = Dictionary(
                    forged.intents.map { ($0.sessionId, $0.departmentId) }
                ) { $1 }
                let other = forged.intents.first {
                    $0.state == .superseded && last[$0.sessionId] != $0.departmentId
                }
                if let other { forged.intents.append(other) }
            })
    }

    private func programs(
        _ branch: Branch, _ caller: LocalCaller
    ) async throws -> [FlappingProgram] {
        let sessions = await branch.simulator.sessions(limit: 600, status: "PENDING").map(\.id)
        let departments = try await branch.departments().map(\.id.text)
        let shared = Array(sessions.prefix(Self.shared))
        let rest = sessions.dropFirst(Self.shared)
        let each = rest.count / Self.programs
        try #require(each > 0)
        return (0..<Self.programs).map { number in
            FlappingProgram(
                caller: caller, own: Array(rest.dropFirst(number * each).prefix(each)),
                shared: shared, departments: departments, seed: UInt64(number))
        }
    }

    /// All there are, of each session in the order of acceptance.
    private func intents(
        of sessions: Set<String>, _ caller: LocalCaller
    ) async throws -> [IntentReport] {
        var found: [IntentReport] = []
        for session in sessions {
            let answer = try await caller.get(
                "/outpost/v1/intents?all=true&limit=1000&session=\(session)")
            found += try answer.decoded([IntentReport].self)
        }
        return found
    }
}
