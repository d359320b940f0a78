import Foundation
import HelenaSimulator
import OutpostModel

/// What both sides wrote down about a session, for who must find out what went wrong.
extension TortureOracle {
    /// The attempts and the requests of the sessions whose transfers were complained about.
    var story: [String] {
        let sessions = Set(blamed.map { evidence.records[$0].detail.intent.sessionId.text })
        var moments: [(at: Date, words: String)] = []
        for record in evidence.records
        where sessions.contains(record.detail.intent.sessionId.text) {
            let intent = record.detail.intent
            let name = "\(intent.id.text.prefix(8)), number \(record.sequence)"
            for attempt in record.detail.attemptLog {
                let words = "\(name): attempt \(attempt.number)"
                moments.append((attempt.startedAt.date, "\(words) begins"))
                guard let end = attempt.endedAt?.date else { continue }
                let outcome = attempt.outcome?.rawValue ?? "no outcome"
                moments.append((end, "\(words) ends: \(outcome), \(attempt.detail ?? "–")"))
            }
            if let end = intent.endedAt?.date {
                moments.append((end, "\(name): \(intent.state.rawValue)"))
            }
        }
        for arrival in evidence.timeline.arrivals
        where arrival.session.map(sessions.contains) ?? false {
            let request = arrival.request
            let status = request.status.map(String.init) ?? "no answer"
            moments.append(
                (
                    arrival.at,
                    "the service: \(request.method) \(request.path), \(status), "
                        + "fault \(request.fault ?? "none"), write \(arrival.entry?.sequence ?? 0)"
                ))
        }
        for deed in evidence.timeline.deeds where sessions.contains(deed.entry.sessionID) {
            moments.append((deed.at, "a colleague: \(deed.entry.kind)"))
        }
        return moments.sorted { $0.at < $1.at }.map { moment in
            let seconds = String(format: "%.4f", moment.at.timeIntervalSince1970)
            return "\(seconds) \(moment.words)"
        }
    }
}
