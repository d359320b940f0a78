import Foundation
import OutpostModel
import Testing

/// Twenty things that go wrong. In each of them `status`, `doctor` and `queue explain` name the cause
/// and the next step.
@Suite(.serialized, .timeLimit(.minutes(4)))
struct IncidentTests {
    private struct Report: Decodable {
        let fine: Bool
        let findings: [Finding]
    }

    /// The most lines that a terminal shows at once.
    private static let screen = 24

    @Test("there are twenty, and each has a name of its own")
    func twenty() {
        #expect(Set(Incident.all.map(\.testDescription)).count == 20)
    }

    @Test(
        "the cause is named, and the next step",
        arguments: Incident.all.filter(\.isPossible))
    func named(_ incident: Incident) async throws {
        let wasAsked = Shared(false)
        try await incident.stage { branch, intent in
            wasAsked.set(true)
            try await status(branch, incident.status)
            try await doctor(branch, incident.diagnosis)
            try await explanation(branch, intent, incident.explanation)
        }
        #expect(wasAsked.value)
    }

    private func status(_ branch: Branch, _ saying: Incident.Saying) async throws {
        guard case .names(let cause, let next, let json) = saying else {
            return try await fails(branch, ["status"], saying)
        }
        var text = ""
        try await eventuallySaying({ text }) {
            text = try await branch.outpost("status").output
            let first = text.prefix { $0 != "\n" }
            return first.contains(cause) && first.contains(next)
        }
        #expect(text.split(separator: "\n").count <= Self.screen, "\(text)")
        let object = try await branch.outpost("status", "--json")
        #expect(object.status == 0)
        #expect(object.output.contains(json ?? cause), "\(object.output)")
    }

    private func doctor(_ branch: Branch, _ expected: Incident.Diagnosis) async throws {
        let outcome = try await branch.outpost("doctor", "--json")
        let report: Report = try outcome.decoded()
        let found = report.findings.map { "\($0.check) \($0.state): \($0.detail)" }
            .joined(separator: "\n")
        let finding = try #require(
            report.findings.first { $0.check == expected.check }, "\(found)")
        #expect(finding.state == expected.state, "\(found)")
        #expect(finding.detail.contains(expected.cause), "\(found)")
        #expect(finding.next?.contains(expected.next) == true, "\(finding)")
        #expect(report.fine == (expected.state != .wrong), "\(found)")
        #expect(outcome.status == (report.fine ? 0 : 1))
        let text = try await branch.outpost("doctor")
        #expect(text.status == outcome.status)
        #expect(text.output.contains(expected.cause) && text.output.contains(expected.next))
    }

    private func explanation(
        _ branch: Branch, _ intent: Intent.ID?, _ saying: Incident.Saying
    ) async throws {
        guard let intent else {
            guard case .hasNoPart = saying else { throw NeverHappened(what: "it has a part") }
            return
        }
        let command = ["queue", "explain", intent.text]
        guard case .names(let cause, let next, _) = saying else {
            return try await fails(branch, command, saying)
        }
        var text = ""
        try await eventuallySaying({ text }) {
            text = try await branch.outpost(command).output
            return text.contains(cause) && text.contains(next)
        }
    }

    private func fails(
        _ branch: Branch, _ command: [String], _ saying: Incident.Saying
    ) async throws {
        guard case .fails(let status, let cause, let next) = saying else {
            throw NeverHappened(what: "\(command) has a part in it")
        }
        let refused = try await branch.outpost(command)
        #expect(refused.status == status && refused.output.isEmpty, "\(refused)")
        #expect(refused.words.contains(cause), "\(refused.words)")
        #expect(refused.words.contains(next), "\(refused.words)")
    }

    /// What was said last is told if it is never said.
    private func eventuallySaying(
        _ said: () -> String, _ condition: () async throws -> Bool
    ) async throws {
        do {
            try await eventually("cause and next step are named", within: .seconds(15), condition)
        } catch let never as NeverHappened {
            throw NeverHappened(what: "\(never.what); it says: \(said())")
        }
    }
}
