import HelenaSimulator
import OutpostModel

/// Compares what the programs were told, what the agent has in its books, and what the service has
/// carried out.
struct FlappingBooks {
    var told: [Told]
    /// Every intent of the agent, in the order of acceptance.
    var intents: [IntentReport]
    var journal: [JournalEntry]
    /// Where each session was in the beginning.
    let departments: [String: String]

    var violations: [String] { unanswered + unkept + misdone }

    /// Nothing was accepted that nobody was told of.
    private var unanswered: [String] {
        let known = Set(told.map(\.intent))
        return intents.filter { !known.contains($0.id.text) }
            .map { "\($0.id): nobody was told of it" }
    }

    /// Each answer was kept.
    private var unkept: [String] {
        let found = Dictionary(intents.map { ($0.id.text, $0) }) { first, _ in first }
        return told.compactMap { told in
            guard let intent = found[told.intent] else { return "\(told): is not in the books" }
            guard
                intent.sessionId.text == told.session,
                intent.departmentId?.text == told.department
            else { return "\(told): the books have another transfer: \(intent)" }
            let isKept =
                switch told.status {
                case 200: intent.state == .delivered
                case 202: intent.state == .delivered || intent.state == .superseded
                default: intent.state == .superseded
                }
            return isKept ? nil : "\(told): became \(intent.state)"
        }
    }

    /// What was delivered is what the service carried out, session by session, in order and once; but
    /// for what was there already.
    private var misdone: [String] {
        let written = Dictionary(grouping: journal, by: \.sessionID)
            .mapValues { $0.compactMap(\.departmentID) }
        let intents = Dictionary(grouping: intents, by: \.sessionId.text)
        return Set(intents.keys).union(written.keys).sorted().flatMap { session in
            let intents = intents[session] ?? []
            let delivered = intents.filter { $0.state == .delivered }
            let needed = Self.needed(delivered, from: departments[session])
            var found: [String] = []
            if needed != written[session] ?? [] {
                found.append(
                    "\(session): needed \(needed), carried out \(written[session] ?? [])")
            }
            if delivered.last?.departmentId != intents.last?.departmentId {
                found.append("\(session): does not end where it was sent last")
            }
            return found
        }
    }

    /// What of it moves the session.
    private static func needed(_ delivered: [IntentReport], from start: String?) -> [String] {
        var place = start
        return delivered.compactMap(\.departmentId?.text).filter { target in
            defer { place = target }
            return target != place
        }
    }
}
