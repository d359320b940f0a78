import Foundation
import HTTPTypes
import OutpostModel
import Testing

@testable import OutpostGateway

@Suite("what is answered to a transfer")
struct TransferOutcomeTests {
    private func outcome(
        _ state: Intent.State, reason: String? = nil, refusal: RemoteRefusal? = nil
    ) throws -> TransferOutcome {
        let id = "00000000-0000-4000-8000-000000000001"
        return TransferOutcome(
            Intent(
                id: try #require(Intent.ID(id)), sequence: 1,
                sessionID: try #require(Session.ID(id)),
                target: .department(try #require(Department.ID(id))), stopsBot: false,
                ifMoved: .park, key: nil, state: state, reason: reason, base: nil,
                acceptedAt: .distantPast, expiresAt: .distantFuture, endedAt: nil, attempts: 0,
                strikes: 0, isAmbiguous: false, supersededBy: nil, refusal: refusal))
    }

    @Test(
        "by its state",
        arguments: [
            (Intent.State.queued, TransferOutcome.accepted), (.sending, .accepted),
            (.delivered, .delivered), (.conflict, .stuck(key: "OUTPOST_CONFLICT")),
            (.held, .stuck(key: "OUTPOST_HELD")), (.cancelled, .stuck(key: "OUTPOST_CANCELLED")),
            (.superseded, .stuck(key: "OUTPOST_SUPERSEDED")),
            (.expired, .stuck(key: "OUTPOST_EXPIRED")), (.rejected, .rejected(reason: "why")),
        ])
    func states(_ state: Intent.State, _ expected: TransferOutcome) throws {
        #expect(try outcome(state, reason: "why") == expected)
    }

    @Test("a refusal of the server's is passed on")
    func refused() throws {
        let refusal = RemoteRefusal(status: 422, key: "K", text: "T")
        #expect(try outcome(.rejected, reason: "why", refusal: refusal) == .refused(refusal))
        let error = HelenaError(refusal)
        #expect(error.status.code == 422)
        #expect(error.key == "K")
        #expect(error.text == "T")
    }

    @Test("an error that came under status 200 is an error all the same")
    func hidden() {
        let error = HelenaError(RemoteRefusal(status: 200, key: nil, text: nil))
        #expect(error.status.code == 500)
        #expect(error.key == "FORM_ERROR")
    }
}
