import Foundation
import OutpostModel
import OutpostSync

/// Everything around the agent: time, chance, the server, the line to it, and the oracle that sees
/// what passes over it.
final class World {
    let hours = Hours()
    var numbers: Numbers
    var server: Server
    let oracle: Oracle
    var isLineUp = true
    var isKeyGood = true
    /// How likely each request meets trouble.
    var trouble: Double
    /// What goes wrong with transfers again and again.
    private let favourite: Fate?
    /// Whether requests may arrive after the client has given up.
    let allowsLate: Bool
    /// Requests that are still on their way although the client has given up.
    private var late: [(due: Duration, intent: Intent)] = []
    /// What happened, line by line, if anybody wants to read it.
    private(set) var trace: [String] = []
    let isTracing: Bool

    init(seed: UInt64, isTracing: Bool) {
        numbers = Numbers(seed: seed)
        let sessions = numbers.happens(0.15) ? 10 : 1 + numbers.below(4)
        server = Server(sessions: sessions, &numbers, at: hours.serverTime)
        oracle = Oracle(server, share: numbers.pick([1, 0.5, 0.5, 0.05]))
        trouble = numbers.pick([0.02, 0.1, 0.25, 0.5])
        allowsLate = numbers.happens(0.08)
        favourite = numbers.happens(0.4) ? numbers.pick(Fate.allCases) : nil
        self.isTracing = isTracing
    }

    func note(_ words: @autoclosure () -> String) {
        guard isTracing else { return }
        trace.append("\(hours.elapsed) \(words())")
    }

    /// Ends all trouble.
    func heal() {
        isLineUp = true
        isKeyGood = true
        trouble = 0
        while !late.isEmpty { deliverLate(force: true) }
    }

    // MARK: Requests

    /// A request leaves the agent, whose budget has let it through at some moment.
    func send(_ call: Call, turnTakenAt: Duration) -> Flight {
        oracle.departs(at: hours.elapsed, turnTakenAt: turnTakenAt)
        let fate = fate(for: call)
        oracle.ledger.count(.fate, fate.rawValue)
        let retryAfter = numbers.happens(0.6) ? Duration.seconds(1 + numbers.below(60)) : nil
        note("sends \(call) and it is to be \(fate)")
        return Flight(
            call: call, fate: fate, retryAfter: retryAfter,
            leg: .toServer(arrives: hours.elapsed + numbers.seconds(upTo: delay)))
    }

    /// The next leg of a request: the server gets it.
    func arrive(_ flight: inout Flight) {
        flight.servedAt = hours.elapsed
        // The line may have gone down meanwhile.
        let isCut = !isLineUp && flight.fate != .noConnection
        if isCut { oracle.ledger.count(.fate, "cut on the way") }
        let fate =
            isCut ? (numbers.happens(0.5) ? .lostAfterEffect : .lostBeforeEffect) : flight.fate
        let answer = serve(flight.call, fate, flight.retryAfter)
        flight.leg = .toAgent(arrives: hours.elapsed + numbers.seconds(upTo: delay), answer)
    }

    /// The agent dies with the request under way: it may arrive all the same.
    func abandon(_ flight: Flight) {
        guard case .transfer(let intent) = flight.call else { return }
        oracle.loses(intent.id)
        if case .toServer = flight.leg, flight.fate != .noConnection, numbers.happens(0.5) {
            _ = serve(flight.call, .answered, nil)
        }
    }

    var nextLate: Duration? { late.map(\.due).min() }

    /// A request arrives of which nobody thinks any more.
    func deliverLate(force: Bool = false) {
        guard let place = late.firstIndex(where: { force || $0.due <= hours.elapsed }) else {
            return
        }
        let intent = late.remove(at: place).intent
        oracle.ledger.count(.mishap, Mishap.lateArrival.rawValue)
        note("\(intent.id.short) arrives late")
        _ = serve(.transfer(intent), .answered, nil)
    }

    private var delay: Double { trouble == 0 ? 0.2 : 5 }

    /// Three unexplained answers in a row are rare, unless somebody sees to it.
    var isStubborn: Bool { favourite == .failedBeforeEffect }

    private func fate(for call: Call) -> Fate {
        guard isLineUp else { return .noConnection }
        guard isKeyGood else { return .keyRefused }
        if case .transfer = call, trouble > 0, numbers.happens(isStubborn ? 0.95 : 0.5) {
            if allowsLate { return .late }
            if let favourite { return favourite == .late ? .lostAfterEffect : favourite }
        }
        // A transfer is what matters: half of them go wrong.
        let isTransfer = if case .transfer = call { trouble > 0 } else { false }
        guard numbers.happens(isTransfer ? 0.5 : trouble) else { return .answered }
        let fate = numbers.pick(Fate.allCases)
        return fate == .late && !allowsLate ? .lostBeforeEffect : fate
    }

    private func serve(_ call: Call, _ fate: Fate, _ retryAfter: Duration?) -> Answer {
        let failure = fate.failure(retryAfter: retryAfter)
        switch call {
        case .page(let request):
            return failure.map(Answer.failure) ?? .page(server.page(request))
        case .look(let id, _):
            guard failure == nil, let place = server.place(of: id) else {
                return .failure(failure ?? Self.refusal)
            }
            return .session(server.session(place))
        case .transfer(let intent):
            return transfer(intent, fate, failure)
        }
    }

    private func transfer(_ intent: Intent, _ fate: Fate, _ failure: RemoteFailure?) -> Answer {
        guard let place = server.place(of: intent.sessionID) else {
            return .failure(failure ?? Self.refusal)
        }
        if fate == .late {
            oracle.excused.insert(place)
            late.append((hours.elapsed + numbers.seconds(upTo: 30), intent))
        }
        guard fate.hasEffect else { return .failure(failure ?? Self.refusal) }
        guard server.takes(intent.target, place) else {
            return .failure(failure ?? Self.refusal)
        }
        server.transfer(place, to: intent.target, at: hours.serverTime)
        note("the server moves \(place) for \(intent.id.short)")
        oracle.effect(of: intent.id, server.chats[place].placement, at: hours.elapsed)
        return failure.map(Answer.failure) ?? .session(server.session(place))
    }

    private static let refusal = RemoteFailure(
        .rejected(key: "FORM_ERROR"), mayHaveBeenApplied: false, reason: "refused")
}
