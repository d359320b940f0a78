import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// A judge who never finds anything proves nothing: here the books of a good round are forged.
struct TortureOracleTests {
    @Test("the judge of the torture notices what is forged")
    func forgeries() async throws {
        let evidence = try await TortureRound.play(seed: 7)
        let honest = TortureOracle(evidence)
        #expect(honest.violations.isEmpty, "\(honest.violations)")
        // Each forgery is tried on each: where a person forced a retry, the judge may excuse one.
        let delivered = honest.sendings.filter { sending in
            evidence.records[sending.record].detail.attemptLog[sending.attempt].outcome
                == .delivered
        }
        var noticed: Set<String> = []
        for written in delivered {
            let place = try #require(
                evidence.timeline.arrivals.firstIndex { $0.order == written.arrival.order })
            func attempt(_ complaint: String, _ forge: (inout TortureEvidence) -> Void) {
                var forged = evidence
                forge(&forged)
                if TortureOracle(forged).violations.contains(where: { $0.contains(complaint) }) {
                    noticed.insert(complaint)
                }
            }
            attempt("is nowhere") { $0.records.remove(at: written.record) }
            attempt("written 2 times") {
                $0.timeline.arrivals.insert(written.arrival, at: place)
            }
            attempt("was sent 2 times") {
                $0.timeline.arrivals.insert(written.arrival, at: place)
            }
            attempt("written 0 times") { $0.timeline.arrivals[place].entry = nil }
            attempt("the audit finds") {
                $0.audit = Branch.Outcome(status: 70, output: $0.audit.output, words: "")
            }
            attempt("still not at its end") { forged in
                forged.records[written.record] = forged.records[written.record].with(
                    #""state":"delivered""#, #""state":"queued""#)
            }
            attempt("is not what was asked for") { forged in
                let session = evidence.records[written.record].detail.intent.sessionId
                forged.records[written.record] = forged.records[written.record].with(
                    session.text, UUID().uuidString.lowercased())
            }
        }
        #expect(
            noticed == [
                "is nowhere", "written 2 times", "was sent 2 times", "written 0 times",
                "the audit finds", "still not at its end", "is not what was asked for",
            ])
    }
}

extension IntentRecord {
    /// The record with one text in place of another.
    fileprivate func with(_ text: String, _ other: String) -> IntentRecord {
        guard let data = try? JSONEncoder().encode(self) else { return self }
        let forged = String(decoding: data, as: UTF8.self).replacing(text, with: other)
        return (try? JSONDecoder().decode(IntentRecord.self, from: Data(forged.utf8))) ?? self
    }
}
