import Hummingbird
import OutpostModel
import OutpostSync

// Why a request was not passed on, in the API's own shape.
extension HelenaError {
    static let readsOnly = HelenaError(
        status: .forbidden, key: "OUTPOST_READS_ONLY",
        text: "only reads are passed on to the API here; gateway.passThrough decides that")

    static let notPlain = HelenaError(
        status: .badRequest, key: "FORM_ERROR",
        text: """
            this path cannot be passed on: write it without dots, double slashes, semicolons and \
            escapes
            """)

    static let tooLargeToPass = HelenaError(
        status: .contentTooLarge, key: "FORM_ERROR",
        text: "at most \(GatewayLimits.largestPassedBody) bytes are passed on")

    /// The line is down, or the key is refused: nothing is tried.
    static func notPassed(_ connectivity: Connectivity) -> HelenaError {
        HelenaError(
            status: .serviceUnavailable, key: "OUTPOST_OFFLINE",
            text: "only the API itself can answer this, and \(connectivity.trouble)",
            headers: [.retryAfter: connectivity.retryAfter])
    }

    init(_ failure: PassageFailure, isRead: Bool, _ connectivity: Connectivity) {
        switch failure {
        case .tooMany:
            self.init(
                status: .serviceUnavailable, key: "OUTPOST_BUSY",
                text: "\(Passage.most) requests are being passed on already",
                headers: [.retryAfter: "1"])
        case .noTurn:
            self.init(
                status: .serviceUnavailable, key: "OUTPOST_BUSY",
                text: "this agent's share of the account's limits is used up for now",
                headers: [.retryAfter: "5"])
        case .sender:
            self = .tooLargeToPass
        case .remote(let failure) where failure.mayHaveBeenApplied && !isRead:
            self.init(
                status: .badGateway, key: "OUTPOST_OUTCOME_UNKNOWN",
                text: """
                    \(failure.reason); whether it was done is not known: look before you try again
                    """)
        case .remote(let failure):
            self.init(
                status: .serviceUnavailable, key: "OUTPOST_OFFLINE",
                text: """
                    only the API itself can answer this, and it did not answer just now: \
                    \(failure.reason)
                    """,
                headers: [.retryAfter: connectivity.retryAfter])
        }
    }
}
