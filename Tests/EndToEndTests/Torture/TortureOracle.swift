import Foundation
import HelenaSimulator
import OutpostModel

/// Judges a round by what it left behind, and knows nothing of how the agent decides: only what it
/// promises.
struct TortureOracle: Sendable {
    /// A request that reached the service, and the attempt that it belongs to.
    struct Sending: Sendable {
        let arrival: TortureTimeline.Arrival
        /// Its position in the evidence's records.
        let record: Int
        let attempt: Int

        var entry: JournalEntry? { arrival.entry }
    }

    let evidence: TortureEvidence
    private(set) var sendings: [Sending] = []
    private(set) var violations: [String] = []
    /// The positions of the records that were complained about.
    private(set) var blamed: Set<Int> = []

    /// How late a request may still come in after its sender was gone: it lay in a socket.
    static let latest: TimeInterval = 0.5

    init(_ evidence: TortureEvidence) {
        self.evidence = evidence
        violations = evidence.seen.violations + evidence.timeline.contradictions
        attribute()
        judgeCommands()
        judgeBooks()
        judgeWrites()
        judgeOrder()
        judgeLooks()
        judgePlacesOfOthers()
        judgeConflicts()
    }

    var records: [IntentRecord] { evidence.records }

    func sendings(of record: Int) -> [Sending] { sendings.filter { $0.record == record } }

    func timesForced(_ id: Intent.ID) -> Int { evidence.seen.forced.count { $0 == id } }

    mutating func complain(_ what: String) { violations.append(what) }

    mutating func complain(_ record: IntentRecord, _ what: String) {
        let id = record.detail.intent.id
        blamed.formUnion(records.indices.filter { records[$0].detail.intent.id == id })
        violations.append(
            "\(record.detail.intent.id) (\(record.detail.intent.state.rawValue), "
                + "\(record.detail.intent.reason ?? "no reason")): \(what)")
    }

    /// A lane sends one at a time, and writes each attempt down first: so a request belongs to the
    /// attempt at its session that began last before it came.
    private mutating func attribute() {
        for arrival in evidence.timeline.arrivals where arrival.isTransfer {
            var latest: (record: Int, attempt: Int, at: Date)?
            for (position, record) in records.enumerated()
            where record.detail.intent.sessionId.text == arrival.session {
                for (number, attempt) in record.detail.attemptLog.enumerated() {
                    let began = attempt.startedAt.date
                    guard began <= arrival.at, began >= latest?.at ?? .distantPast else { continue }
                    latest = (position, number, began)
                }
            }
            guard let latest else {
                complain("a transfer of \(arrival.session ?? "?") that nobody wrote down was sent")
                continue
            }
            sendings.append(
                Sending(arrival: arrival, record: latest.record, attempt: latest.attempt))
        }
    }
}
