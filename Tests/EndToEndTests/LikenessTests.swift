import Foundation
import OutpostModel
import Testing

/// The doctor asks through the agent, which goes by its own settings: those of this shell may differ.
@Suite(.timeLimit(.minutes(2)))
struct LikenessTests {
    private struct Report: Decodable {
        let fine: Bool
        let findings: [Finding]

        func finding(_ check: Finding.Check) -> Finding? { findings.first { $0.check == check } }
    }

    private static let otherKey = "pn_quite-another-secret"

    /// What the doctor finds in a shell whose settings are changed so, beside the branch's agent.
    private func examine(_ change: (inout Branch) -> Void) async throws -> Report {
        let found = Shared<Report?>(nil)
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                var shell = branch
                change(&shell)
                let outcome = try await shell.outpost("doctor", "--json")
                for key in [Branch.apiKey, Self.otherKey] {
                    #expect(!outcome.output.contains(key.dropFirst(3)))
                }
                let report: Report = try outcome.decoded()
                #expect(outcome.status == (report.fine ? 0 : 1))
                found.set(report)
            }
        }
        return try #require(found.value)
    }

    @Test("the same settings: nothing is said of them")
    func same() async throws {
        let report = try await examine { _ in }
        #expect(report.fine)
        #expect(report.finding(.key)?.state == .fine)
        #expect(report.finding(.agent)?.state == .fine)
    }

    @Test("another key than the agent's is told, and neither of them")
    func key() async throws {
        let report = try await examine { $0.settings["OUTPOST_HELENA_API_KEY"] = Self.otherKey }
        let finding = try #require(report.finding(.key))
        #expect(finding.state == .wrong, "\(finding)")
        #expect(finding.detail.contains("the agent works with another key"))
        #expect(finding.next?.contains("start it anew") == true)
        #expect(report.finding(.api)?.state == .fine)
    }

    @Test("another API than the agent's is told, with both addresses")
    func address() async throws {
        let report = try await examine {
            $0.settings["OUTPOST_HELENA_BASE_URL"] = "http://127.0.0.1:9"
        }
        let finding = try #require(report.finding(.agent))
        #expect(finding.state == .wrong, "\(finding)")
        #expect(finding.detail.contains("http://127.0.0.1:9"))
        #expect(finding.detail.components(separatedBy: "http://127.0.0.1:").count == 3)
    }

    @Test("who has no key here is told so, and the rest is asked through the agent, which has one")
    func keyless() async throws {
        let report = try await examine { $0.settings["OUTPOST_HELENA_API_KEY"] = nil }
        #expect(report.fine)
        let finding = try #require(report.finding(.key))
        #expect(finding.state == .notice && finding.detail.contains("the agent has one"))
        #expect(report.finding(.api)?.state == .fine)
    }
}
