import HelenaSimulator
import OutpostModel

/// A plan while it is being drawn.
struct TortureDraft {
    let sessions: [SimulatedSession]
    private(set) var steps: [TortureStep] = []
    private var places: [String: FreshPlaces] = [:]
    private var orders: [TortureOrder] = []
    /// When each of them is given, milliseconds.
    private var times: [Int: Int] = [:]
    private var deeds = 0

    /// How long things go wrong for, milliseconds.
    private static let span = 4_000

    init(
        sessions: [SimulatedSession], departments: [SimulatedDepartment], users: [SimulatedUser],
        _ dice: inout Dice
    ) {
        self.sessions = sessions
        for session in sessions {
            places[session.id] = FreshPlaces(
                for: session, departments: departments, users: users, &dice)
        }
    }

    mutating func drawOrders(_ dice: inout Dice) {
        for number in 0..<dice.count(10...20) {
            let at = dice.count(0...Self.span)
            if dice.happens(percent: 8), let order = orders.randomElement(using: &dice) {
                // The same place again: mostly it is there already, or on its way.
                add(
                    at,
                    TortureOrder(
                        number: number, session: order.session, place: order.place,
                        ifMoved: order.ifMoved))
                continue
            }
            guard let order = order(number, &dice) else { continue }
            orders.append(order)
            times[number] = at
            add(at, order)
            if order.key != nil { repeatOrder(order, at, &dice) }
            if dice.happens(percent: 10) { interfere(number, at, &dice) }
        }
    }

    private mutating func order(_ number: Int, _ dice: inout Dice) -> TortureOrder? {
        let session = dice.pick(sessions).id
        guard let place = places[session]?.take(&dice) else { return nil }
        var order = TortureOrder(
            number: number, session: session, place: place,
            ifMoved: dice.pick([.park, .park, .park, .force, .drop]))
        if dice.happens(percent: 30) { order.key = "key-\(number)" }
        if dice.happens(percent: 12) { order.expiresIn = dice.pick(["1s", "2s", "3s"]) }
        if dice.happens(percent: 15) { order.wait = dice.pick(["1s", "2s"]) }
        return order
    }

    /// The same request two or three times, at once or later; those before the last may be killed.
    private mutating func repeatOrder(_ order: TortureOrder, _ at: Int, _ dice: inout Dice) {
        let isStruck = dice.happens(percent: 50)
        if isStruck {
            var struck = order
            struck.killedAfter = dice.milliseconds(5...250)
            steps.removeLast()
            add(at, struck)
        }
        for _ in 0..<dice.count(1...2) { add(at + dice.count(0...800), order) }
    }

    private mutating func interfere(_ number: Int, _ at: Int, _ dice: inout Dice) {
        let action: TortureStep.Action =
            dice.happens(percent: 50) ? .cancel(order: number) : .hold(order: number)
        add(at + dice.count(100...1_500), action)
    }

    mutating func drawColleagues(_ dice: inout Dice) {
        for _ in 0..<dice.count(1...6) {
            // Mostly shortly after a transfer of the session was accepted.
            let order = dice.happens(percent: 70) ? orders.randomElement(using: &dice) : nil
            let session = order?.session ?? dice.pick(sessions).id
            let ordered = order.flatMap { times[$0.number] }
            let at = ordered.map { $0 + dice.count(100...1_200) } ?? dice.count(0...Self.span)
            guard let place = places[session]?.take(&dice) else { continue }
            add(at, .colleagueMoves(deed: deeds, session: session, place))
            deeds += 1
        }
        if dice.happens(percent: 25) {
            add(
                dice.count(1_000...Self.span),
                .colleagueCompletes(deed: deeds, session: dice.pick(sessions).id))
            deeds += 1
        }
    }

    mutating func drawFaults(_ dice: inout Dice) {
        for _ in 0..<dice.count(6...16) {
            let (method, path) = dice.pick(
                [
                    ("PUT", nil), ("PUT", "transfer"), ("PUT", nil), ("GET", "/session/"),
                    ("GET", "/session"), ("GET", "department"), (nil, nil),
                ] as [(String?, String?)])
            add(
                dice.count(0...Self.span),
                .fault(
                    Self.fault(&dice), next: dice.count(1...2), after: dice.count(0...2) / 2,
                    method: method, path: path))
        }
    }

    private static func fault(_ dice: inout Dice) -> Fault {
        switch dice.count(0...14) {
        case 0, 1, 2: .answerLost
        case 3: .cutOff
        case 4: .reset
        case 5: .neverAnswered
        case 6, 7: .delay(dice.milliseconds(100...1_600))
        case 8: .slowBody(dice.milliseconds(100...1_600))
        case 9: .tooManyRequests(dice.pick([nil, .seconds(1), .date(secondsAhead: 1)]))
        case 10: .unexplainedError
        case 11: .internalError
        case 12: .unavailable
        case 13: .loginPage
        default: .lineCut
        }
    }

    /// The line goes and comes; whatever cut it, it is back soon.
    mutating func drawCuts(_ dice: inout Dice) {
        for _ in 0..<dice.count(0...2) { add(dice.count(0...Self.span), .cutLine) }
        for at in stride(from: 700, through: Self.span, by: 900) {
            add(at + dice.count(0...400), .restoreLine)
        }
    }

    private mutating func add(_ at: Int, _ order: TortureOrder) { add(at, .transfer(order)) }

    private mutating func add(_ at: Int, _ action: TortureStep.Action) {
        steps.append(TortureStep(at: .milliseconds(at), action: action))
    }
}
