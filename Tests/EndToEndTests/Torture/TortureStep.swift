import HelenaSimulator

/// Something that happens to the branch or to the service, so long after the round's start.
struct TortureStep: Sendable {
    enum Action: Sendable {
        case transfer(TortureOrder)
        case fault(Fault, next: Int, after: Int, method: String?, path: String?)
        case cutLine
        case restoreLine
        /// `deed` is its number, by which the clock knows it.
        case colleagueMoves(deed: Int, session: String, Place)
        case colleagueCompletes(deed: Int, session: String)
        /// The transfer that this order became, if there is one by then.
        case cancel(order: Int)
        case hold(order: Int)
    }

    let at: Duration
    let action: Action
}

extension TortureStep: CustomStringConvertible {
    var description: String {
        switch action {
        case .transfer(let order): "\(at): \(order)"
        default: "\(at): \(action)"
        }
    }
}
