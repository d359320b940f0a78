import Foundation
import Helena
import OutpostModel

/// How far one request comes on its way to the API.
struct Way: Sendable {
    enum Outcome: Equatable, Sendable {
        case answered
        /// Where it ended, as far as that is known.
        case failed(OfflineCause?, String)
        case keyRefused(String)
        /// It could not be asked.
        case notAsked(String)
    }

    let endpoint: HelenaEndpoint
    let proxy: HelenaProxy?
    let reach: Reach
    let outcome: Outcome
    /// Seconds; nil where no answer told.
    let clockAhead: TimeInterval?

    /// Whether the API was reached, whatever it said: without a cause on the way it ended there.
    var isAnswered: Bool {
        switch outcome {
        case .answered, .keyRefused, .failed(nil, _): true
        case .failed, .notAsked: false
        }
    }

    /// Whom the connection goes to.
    var peer: (host: String, port: Int) {
        proxy.map { ($0.host, $0.port) } ?? (endpoint.host, endpoint.port)
    }

    /// Where it ended; nil if it did not, or nobody knows.
    var cause: OfflineCause? {
        guard case .failed(let cause, _) = outcome else { return nil }
        return cause
    }

    var reason: String? {
        switch outcome {
        case .answered: nil
        case .failed(_, let reason), .keyRefused(let reason), .notAsked(let reason): reason
        }
    }
}
