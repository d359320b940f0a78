import Foundation
import HelenaSimulator
import OutpostModel

/// Nothing vanishes: what a command said is in the outbox, and nothing else is.
extension TortureOracle {
    mutating func judgeCommands() {
        var idOfKey: [String: Intent.ID] = [:]
        for answer in evidence.seen.answers {
            guard let accepted = answer.accepted else {
                judgeRefusal(answer)
                continue
            }
            let id = accepted.intent.id
            if let key = answer.order.key {
                if let first = idOfKey[key], first != id {
                    complain("\(key) was accepted as \(first) and as \(id)")
                }
                idOfKey[key] = id
            }
            guard let intent = records.first(where: { $0.detail.intent.id == id })?.detail.intent
            else {
                complain("\(id) was accepted and is nowhere (\(answer.order))")
                continue
            }
            let place = answer.order.place
            let isSame =
                intent.sessionId.text == answer.order.session && intent.userId?.text == place.user
                && intent.departmentId?.text == (place.saysDepartment ? place.department : nil)
            if !isSame { complain("\(id) is not what was asked for (\(answer.order))") }
        }
    }

    private mutating func judgeRefusal(_ answer: TortureRecord.Answer) {
        let wasCompleted = evidence.timeline.deeds.contains {
            $0.entry.kind == .complete && $0.entry.sessionID == answer.order.session
        }
        switch answer.outcome.status {
        case 65 where wasCompleted: break
        case -9 where answer.order.killedAfter != nil: break
        default:
            complain(
                "\(answer.order) left with \(answer.outcome.status): \(answer.outcome.words)")
        }
    }

    mutating func judgeBooks() {
        let printed = Set(evidence.seen.answers.compactMap(\.accepted).map(\.intent.id))
        let struck = Set(
            evidence.seen.answers.filter { $0.accepted == nil }.compactMap(\.order.key))
        for record in records {
            let intent = record.detail.intent
            if !printed.contains(intent.id), !(intent.key.map(struck.contains) ?? false) {
                complain(record, "nobody was told that it was accepted")
            }
            if intent.state == .queued || intent.state == .sending {
                complain(record, "still not at its end")
            }
            if !intent.state.isOpen, intent.endedAt == nil { complain(record, "ended at no time") }
            if intent.state == .expired, intent.endedAt.map({ $0 < intent.expiresAt }) ?? true {
                complain(record, "expired before its time")
            }
            if intent.state == .rejected, !isCompleted(intent.sessionId) {
                complain(record, "rejected, and the session was never completed")
            }
        }
        for id in evidence.seen.cancelled
        where records.first(where: { $0.detail.intent.id == id })?.detail.intent.state != .cancelled
        {
            complain("\(id) was cancelled, and is not")
        }
        judgeAudit()
    }

    private mutating func judgeAudit() {
        guard let audit = try? evidence.audit.decoded(AuditReport.self) else {
            return complain("the audit says nothing: \(evidence.audit.words)")
        }
        if evidence.audit.status != 0 { complain("the audit finds: \(audit.problems)") }
        if audit.outbox.accepted != records.count {
            complain("\(audit.outbox.accepted) accepted, and \(records.count) there")
        }
    }

    private func isCompleted(_ session: Session.ID) -> Bool {
        evidence.timeline.deeds.contains {
            $0.entry.kind == .complete && $0.entry.sessionID == session.text
        }
    }
}
