import Foundation
import HelenaSimulator
import OutpostModel

/// Once, and in order.
extension TortureOracle {
    mutating func judgeWrites() {
        for sending in sendings {
            let record = records[sending.record]
            let order = evidence.seen.answers.first {
                $0.accepted?.intent.id == record.detail.intent.id
                    || ($0.order.key != nil && $0.order.key == record.detail.intent.key)
            }?.order
            if let entry = sending.entry, let order, !order.place.isReached(by: entry) {
                complain(record, "write \(entry.sequence) is not to its place")
            }
            if let end = record.detail.intent.endedAt?.date,
                sending.arrival.at.timeIntervalSince(end) > Self.latest
            {
                complain(record, "sent after its end")
            }
        }
        for position in records.indices {
            judgeAttempts(position)
            judgeCount(position)
        }
    }

    private mutating func judgeAttempts(_ position: Int) {
        let record = records[position]
        for (number, attempt) in record.detail.attemptLog.enumerated() {
            let sent = sendings(of: position).filter { $0.attempt == number }
            let writes = sent.count { $0.entry != nil }
            if sent.count > 1 {
                complain(record, "attempt \(number + 1) was sent \(sent.count) times")
            }
            switch attempt.outcome {
            case .delivered where writes != 1:
                complain(record, "attempt \(number + 1) is said to have been delivered")
            case .deferred where writes != 0, .rejected where writes != 0:
                complain(record, "attempt \(number + 1) is said not to have been carried out")
            default: break
            }
        }
    }

    /// A person who sends it on in spite of what they see may want it done once more.
    private mutating func judgeCount(_ position: Int) {
        let record = records[position]
        let intent = record.detail.intent
        let count = sendings(of: position).count { $0.entry != nil }
        let forced = timesForced(intent.id)
        let isExpected =
            switch intent.state {
            case .delivered where intent.reason == "already there": (0...forced).contains(count)
            case .delivered: (1...1 + forced).contains(count)
            default: (0...1 + forced).contains(count)
            }
        if !isExpected { complain(record, "written \(count) times") }
    }

    mutating func judgeOrder() {
        var newest: [Session.ID: IntentRecord] = [:]
        for sending in sendings where sending.entry != nil {
            let record = records[sending.record]
            let session = record.detail.intent.sessionId
            if let before = newest[session], before.sequence > record.sequence {
                complain(record, "written after \(before.detail.intent.id), which came later")
            }
            newest[session] = record
        }
        for sending in sendings {
            let record = records[sending.record]
            for earlier in records where isBefore(earlier, record, at: sending.arrival.at) {
                complain(record, "sent while \(earlier.detail.intent.id) stood before it")
            }
        }
    }

    /// Whether it was accepted earlier for the same session, and had not ended then.
    private func isBefore(_ earlier: IntentRecord, _ record: IntentRecord, at moment: Date) -> Bool
    {
        earlier.sequence < record.sequence
            && earlier.detail.intent.sessionId == record.detail.intent.sessionId
            && earlier.detail.intent.endedAt?.date ?? .distantFuture > moment
    }

    /// After an attempt that may have been carried out, the session is read before it is sent again.
    mutating func judgeLooks() {
        for (position, record) in records.enumerated()
        where timesForced(record.detail.intent.id) == 0 {
            let sent = sendings(of: position)
            for (before, after) in zip(sent, sent.dropFirst()) {
                let outcome = record.detail.attemptLog[before.attempt].outcome
                guard outcome == .lost || outcome == .unexplained else { continue }
                if !isLookedAt(record, after: before.arrival.order, before: after.arrival.order) {
                    complain(record, "sent again blindly")
                }
            }
        }
    }

    func isLookedAt(_ record: IntentRecord, after: Int, before: Int) -> Bool {
        evidence.timeline.arrivals.contains {
            $0.isLook && $0.session == record.detail.intent.sessionId.text
                && $0.order > after && $0.order < before
        }
    }
}
