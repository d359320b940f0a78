import Foundation
import HelenaSimulator

/// What the service lived through, in its own order: requests as they arrived, colleagues' deeds.
struct TortureTimeline: Sendable {
    struct Arrival: Sendable {
        /// Its place among everything that happened.
        var order: Int
        let at: Date
        let request: RequestRecord
        /// What it wrote.
        var entry: JournalEntry?

        var isTransfer: Bool { request.method == "PUT" }

        /// The session that it names, if any.
        var session: String? {
            let parts = request.path.split(separator: "/")
            guard let position = parts.firstIndex(of: "session") else { return nil }
            return parts.dropFirst(position + 1).first.map(String.init)
        }

        /// The service carried it out, and its answer is not a fault's.
        var isAnswered: Bool {
            let harmless = [nil, "delay", "slow-body", "cut-off"]
            return request.status == 200 && harmless.contains(request.fault)
        }

        /// A look at the session whose answer may have reached the agent.
        var isLook: Bool {
            request.method == "GET" && session != nil && isAnswered && request.fault != "cut-off"
        }
    }

    struct Deed: Sendable {
        let order: Int
        let at: Date
        let entry: JournalEntry
    }

    var arrivals: [Arrival] = []
    private(set) var deeds: [Deed] = []
    /// What could not be brought together.
    private(set) var contradictions: [String] = []

    init(
        readings: [TortureClock.Reading], requests: [RequestRecord], journal: [JournalEntry],
        deedsDone: Set<Int>
    ) {
        var byColleagues = journal.filter { $0.by == .colleague }[...]
        var requests = requests[...]
        for (order, reading) in readings.enumerated() {
            if let deed = reading.deed {
                guard deedsDone.contains(deed), let entry = byColleagues.popFirst() else {
                    continue
                }
                deeds.append(Deed(order: order, at: reading.at, entry: entry))
            } else if let request = requests.popFirst() {
                arrivals.append(Arrival(order: order, at: reading.at, request: request))
            }
        }
        if !requests.isEmpty || !byColleagues.isEmpty {
            contradictions.append("the clock and the service's books do not agree")
        }
        assign(journal.filter { $0.by == .api })
    }

    /// The writes of a session, in order, to the transfers that the service carried out.
    ///
    /// Whether one whose answer was lost was carried out or refused, the log does not say. A service
    /// refuses only what comes after the session was completed, so they are the last ones.
    private mutating func assign(_ writes: [JournalEntry]) {
        var waiting = Dictionary(grouping: writes, by: \.sessionID).mapValues { $0[...] }
        for index in arrivals.indices where arrivals[index].isTransfer {
            let arrival = arrivals[index]
            guard let session = arrival.session,
                arrival.isAnswered || arrival.request.fault == "answer-lost"
            else { continue }
            let entry = waiting[session]?.popFirst()
            arrivals[index].entry = entry
            if entry == nil, arrival.isAnswered {
                contradictions.append("a transfer of \(session) was answered and not written")
            }
        }
        for (session, left) in waiting where !left.isEmpty {
            contradictions.append("\(left.count) writes to \(session) came from no request")
        }
    }
}
