/// Why a request must wait for its turn in the budget, and for how long.
package enum Stall: Hashable, Sendable {
    /// The server said 429.
    case throttled(Duration)
    /// Our share is used up for the moment.
    case spent(Duration)

    package var duration: Duration {
        switch self {
        case .throttled(let duration), .spent(let duration): duration
        }
    }
}
