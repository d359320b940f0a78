import Logging
import OutpostModel
import Testing

@testable import OutpostSync

@Suite("what people are told", .timeLimit(.minutes(1)))
struct AnnouncerTests {
    /// What was written down, with the second in which it was.
    private final class Diary: Sendable {
        let entries = Shared<[String]>([])
        let clocks: Clocks

        init(_ clocks: Clocks) { self.clocks = clocks }

        func note(_ state: LineState, _ reason: String?) {
            let second = Int(clocks.uptime().seconds)
            entries.withLock { $0.append("\(second) \(state.rawValue)") }
        }
    }

    private func living(
        _ body: @escaping @Sendable (Branch, Line) async throws -> Void
    ) async throws -> [String] {
        let told = Shared<[String]>([])
        try await Branch.open { branch in
            let diary = Diary(branch.clocks)
            let line = Line(branch.clocks, logger: branch.logger, record: diary.note)
            try await branch.running(Announcer(line, clocks: branch.clocks)) {
                try await body(branch, line)
            }
            told.withLock { $0 = diary.entries.withLock(\.self) }
        }
        return told.withLock(\.self)
    }

    @Test("a loss is told after ten seconds, though nothing happens; its end at once")
    func loss() async throws {
        let told = try await living { branch, line in
            line.hear(nil)
            try await branch.pass(.seconds(50))
            line.hear(.lineDown)
            #expect(!line.isOpen, "work stops at once all the same")
            #expect(line.connectivity.state == .offline)
            try await branch.pass(.seconds(600))
            line.hear(nil)
            try await branch.pass(.seconds(600))
        }
        #expect(told == ["0 online", "60 offline", "650 online"])
    }

    @Test("blips are not told, and do not add up")
    func blips() async throws {
        let told = try await living { branch, line in
            line.hear(nil)
            for _ in 0..<10 {
                line.hear(.lineDown)
                try await branch.pass(.seconds(9))
                line.hear(nil)
                try await branch.pass(.seconds(2))
            }
        }
        #expect(told == ["0 online"])
    }

    @Test("without a line from the start it is told at once")
    func fromTheStart() async throws {
        let told = try await living { branch, line in
            try await branch.pass(.seconds(2))
            line.hear(.lineDown)
            try await branch.pass(.seconds(60))
            line.hear(nil)
        }
        #expect(told == ["2 offline", "62 online"])
    }

    @Test("ten thousand turns end with the truth, told in the order in which it happened")
    func turns() async throws {
        let told = try await living { branch, line in
            line.hear(nil)
            for turn in 0..<5_000 {
                line.hear(.lineDown)
                try await branch.pass(.seconds(turn % 40))
                line.hear(nil)
                try await branch.pass(.seconds(1))
            }
        }
        let states = told.map { $0.split(separator: " ")[1] }
        #expect(states.count > 5_000)
        #expect(zip(states, states.dropFirst()).allSatisfy { $0 != $1 })
        #expect(states.last == "online")
    }
}
