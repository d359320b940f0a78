import Foundation
import HelenaSimulator
import OutpostModel

/// What comes after the bad day: an agent that is left in peace, and a person who decides what
/// waits for one.
extension TortureRound {
    func heal() async throws {
        var dice = Dice(seed: plan.seed &+ 1 << 32)
        let left = try await branch.withAgent { _ in
            try await eventually("nothing is queued or sending") {
                let open: [IntentReport] = try await branch.outpost(
                    "queue", "list", "--limit", "1000", "--json"
                ).decoded()
                record.note { content in
                    content.conflictsSeen.formUnion(
                        open.filter { $0.state == .conflict }.map(\.id))
                }
                let waiting = open.filter { $0.state == .queued || $0.state == .sending }
                for intent in open
                where waiting.contains(where: { $0.sessionId == intent.sessionId }) {
                    try await decide(intent, &dice)
                }
                return waiting.isEmpty
            }
            try await compareCopy()
        }
        guard left.status != 0 else { return }
        record.note { $0.violations.append("the last agent left with \(left.status)") }
    }

    /// Somebody waits behind it: a person decides.
    private func decide(_ intent: IntentReport, _ dice: inout Dice) async throws {
        switch intent.state {
        case .held:
            _ = try await branch.outpost("queue", "release", intent.id.text)
        case .conflict where dice.happens(percent: 50):
            try await cancel(intent.id)
        case .conflict where dice.happens(percent: 60):
            record.note { $0.forced.append(intent.id) }
            _ = try await branch.outpost("queue", "retry", "--force", intent.id.text)
        case .conflict:
            // Its owner had said that it goes on wherever the session is.
            if intent.ifMoved == .force { record.note { $0.forced.append(intent.id) } }
            _ = try await branch.outpost("queue", "retry", intent.id.text)
        default: break
        }
    }

    /// After a refresh the copy says of each session what the service says.
    private func compareCopy() async throws {
        let refreshed = try await branch.outpost("refresh", "sessions")
        let copy: [SessionReport] = try await branch.outpost(
            "sessions", "--limit", "1000", "--json"
        ).decoded()
        for session in plan.sessions {
            let there = await branch.simulator.session(session.id)
            let here = copy.first { $0.id.text == session.id }
            if here?.departmentId?.text == there?.departmentID, here?.userId?.text == there?.userID,
                here?.status == there?.status, refreshed.status == 0
            {
                continue
            }
            record.note {
                $0.violations.append(
                    "the copy of session \(session.id) is not what the service has")
            }
        }
    }

    /// Everything there is to judge by. The agent must have ended.
    func evidence() async throws -> TortureEvidence {
        let audit = try await branch.outpost("queue", "audit", "--json")
        let file = branch.folder + "/records"
        let salvage = try await branch.outpost("queue", "salvage", file)
        guard salvage.status == 0 else {
            throw NeverHappened(what: "the queue was read: \(salvage.words), \(record.content)")
        }
        let records = try String(contentsOfFile: file, encoding: .utf8)
            .split(separator: "\n").map {
                try JSONDecoder().decode(IntentRecord.self, from: Data($0.utf8))
            }
        return TortureEvidence(
            plan: plan, seen: record.content, audit: audit, records: records,
            timeline: TortureTimeline(
                readings: clock.readings, requests: await branch.simulator.requests,
                journal: await branch.simulator.journal, deedsDone: record.content.deedsDone))
    }
}
