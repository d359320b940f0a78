import Foundation
import HelenaSimulator
import OutpostModel

/// It does not fight people, and does not call for them without need.
extension TortureOracle {
    /// How old a look, or the refresh that stands for it, may be when a transfer leaves: ten
    /// seconds of freshness, and the time that the requests took.
    private static let oldestLook: TimeInterval = 13
    /// Between the command's look at the copy and the moment that it calls its acceptance.
    private static let reading: TimeInterval = 1

    /// No transfer that was to wait if somebody moves the session pulls it away from them.
    mutating func judgePlacesOfOthers() {
        guard !evidence.plan.startsCold else { return }
        for sending in sendings where sending.entry != nil {
            let record = records[sending.record]
            guard record.detail.intent.ifMoved != .force,
                timesForced(record.detail.intent.id) == 0,
                let move = lastMove(before: sending)
            else { continue }
            guard move.at.timeIntervalSince(knownSince(record)) > Self.reading else { continue }
            if isLookedAt(record, after: move.order, before: sending.arrival.order) {
                complain(record, "pulled away from the colleague whom the look had shown")
            }
            if sending.arrival.at.timeIntervalSince(move.at) > Self.oldestLook {
                complain(record, "pulled away from a colleague of long ago")
            }
        }
    }

    /// The colleague's move that the write undid.
    private func lastMove(before sending: Sending) -> TortureTimeline.Deed? {
        let session = sending.arrival.session
        let ours = sendings.last {
            $0.entry != nil && $0.arrival.session == session
                && $0.arrival.order < sending.arrival.order
        }
        return evidence.timeline.deeds.last {
            $0.entry.sessionID == session && $0.entry.kind == .transfer
                && $0.order < sending.arrival.order && $0.order > ours?.arrival.order ?? -1
        }
    }

    /// Since when a move is one that came after what the transfer was based on.
    private func knownSince(_ record: IntentRecord) -> Date {
        let intent = record.detail.intent
        let replaced = records.first { $0.detail.intent.supersededBy == intent.id }
        let accepted = replaced.map(knownSince) ?? intent.acceptedAt.date
        let delivered = records.filter {
            $0.sequence < record.sequence && $0.detail.intent.sessionId == intent.sessionId
                && $0.detail.intent.state == .delivered
        }.compactMap(\.detail.intent.endedAt?.date).max()
        return max(accepted, delivered ?? accepted)
    }

    /// A conflict has a cause: a colleague moved the session, a transfer that was given up had been
    /// carried out, or the service failed again and again.
    mutating func judgeConflicts() {
        for record in records where evidence.seen.conflictsSeen.contains(record.detail.intent.id) {
            let session = record.detail.intent.sessionId.text
            let isMoved = evidence.timeline.deeds.contains { $0.entry.sessionID == session }
            let isGivenUp = sendings.contains { sending in
                let other = records[sending.record].detail.intent
                return other.sessionId.text == session && sending.entry != nil
                    && (other.state != .delivered || timesForced(other.id) > 0)
            }
            let failures = evidence.timeline.arrivals.count {
                $0.session == session && $0.request.status == 500
            }
            if !isMoved, !isGivenUp, failures < 3 { complain(record, "a conflict about nothing") }
        }
    }
}
