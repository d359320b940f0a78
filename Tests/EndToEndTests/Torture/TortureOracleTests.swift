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
        let written = try #require(
            honest.sendings.first { sending in
                evidence.records[sending.record].detail.attemptLog[sending.attempt].outcome
                    == .delivered
            })
        let place = try #require(
            evidence.timeline.arrivals.firstIndex { $0.order == written.arrival.order })

        expect("is nowhere", evidence) { $0.records.remove(at: written.record) }
        expect("written 2 times", evidence) {
            $0.timeline.arrivals.insert(written.arrival, at: place)
        }
        expect("was sent 2 times", evidence) {
            $0.timeline.arrivals.insert(written.arrival, at: place)
        }
        expect("written 0 times", evidence) { $0.timeline.arrivals[place].entry = nil }
        expect("the audit finds", evidence) {
            $0.audit = Branch.Outcome(status: 70, output: $0.audit.output, words: "")
        }
        expect("still not at its end", evidence) { forged in
            forged.records[written.record] = forged.records[written.record].with(
                #""state":"delivered""#, #""state":"queued""#)
        }
        expect("is not what was asked for", evidence) { forged in
            let session = evidence.records[written.record].detail.intent.sessionId
            forged.records[written.record] = forged.records[written.record].with(
                session.text, UUID().uuidString.lowercased())
        }
    }

    private func expect(
        _ complaint: String, _ evidence: TortureEvidence,
        _ forge: (inout TortureEvidence) -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var forged = evidence
        forge(&forged)
        let violations = TortureOracle(forged).violations
        #expect(
            violations.contains { $0.contains(complaint) }, "\(complaint): \(violations)",
            sourceLocation: sourceLocation)
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
