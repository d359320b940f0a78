import Foundation
import OutpostGateway
import OutpostModel
import OutpostSync

extension Doctor {
    /// How far clocks may differ before somebody is told, seconds.
    private static let tolerance: TimeInterval = 300

    func agent(_ status: StatusReport?, _ likeness: Likeness.Answer?) async -> Finding {
        if status == nil, let pid = DirectoryLock.holder(.agent, workplace.directory) {
            return Finding(
                .agent, .wrong, "it is running, pid \(pid), and cannot tell how things stand",
                next: "mend what is wrong above, then start it anew: \(installation.restart)")
        }
        guard let daemon = status?.daemon, daemon.running else {
            if let failure = await workplace.portTaken() {
                return Finding(
                    .agent, .wrong, "no agent is running, and none can start: \(failure)",
                    next: failure.advice)
            }
            return Finding(
                .agent, .wrong, "no agent is running",
                next: "start it: `\(installation.start)`")
        }
        let pid = daemon.pid.map { ", pid \($0)" } ?? ""
        guard let version = daemon.version else {
            return Finding(
                .agent, .wrong, "it is running\(pid), and does not answer",
                next: "start it anew: \(installation.restart)")
        }
        guard version == Version.current else {
            return Finding(
                .agent, .notice, "version \(version) is running\(pid), this is \(Version.current)",
                next: "start it anew: \(installation.restart)")
        }
        return stranger(likeness) ?? Finding(.agent, .fine, "running\(pid)")
    }

    func clock(_ way: Way?, _ status: StatusReport?) -> Finding {
        let next = ClockWords.advice
        if let ahead = way?.clockAhead, abs(ahead) > Self.tolerance {
            return Finding(.clock, .wrong, ClockWords.difference(ahead), next: next)
        }
        if let warning = status?.warnings.first(where: ClockWords.isOne) {
            return Finding(.clock, .wrong, warning, next: next)
        }
        // Without an answer: what was stamped before cannot lie ahead.
        let known = [status?.cache.departments, status?.cache.users, status?.cache.sessions]
            .compactMap { $0?.refreshedAt?.date }.max()
        if let known, known.timeIntervalSince(now) > Self.tolerance {
            return Finding(
                .clock, .wrong, "it is behind: the last refresh was at \(Timestamp(known).text)",
                next: next)
        }
        guard way?.isAnswered == true else {
            return Finding(.clock, .unknown, "nobody answers who could say what time it is")
        }
        return Finding(
            .clock, .fine,
            way?.clockAhead == nil ? "no answer says that it is wrong" : "as the server's")
    }

    func budget(_ status: StatusReport?) -> Finding {
        guard let budget = status?.budget else {
            return Finding(.budget, .fine, "nothing was asked yet")
        }
        if let until = budget.pausedUntil, until.date > now {
            return Finding(
                .budget, .notice,
                "the server says that the account's limit is used up: nothing leaves until "
                    + until.text,
                next: "wait; if it happens often, lower budget.share, or ask what else uses the key"
            )
        }
        let left = min(budget.fiveSeconds.left, budget.fiveMinutes.left)
        return Finding(.budget, .fine, "\(left) requests may leave at once")
    }

    func queue(_ status: StatusReport?) -> Finding {
        guard let outbox = status?.outbox else {
            return Finding(.queue, .unknown, "it cannot be read")
        }
        if let paused = status?.paused {
            return Finding(
                .queue, .wrong, "nothing is sent: \(paused.reason)",
                next: "ask for another key" + (paused.next.map { ": \($0)" } ?? ""))
        }
        let stuck = outbox.conflict + outbox.held
        guard stuck == 0 else {
            let oldest = status?.attention?.first { $0.endedAt == nil }
            let why = oldest?.reason.map { ", the oldest: \($0)" } ?? ""
            return Finding(
                .queue, .wrong, "transfers that wait for a person: \(stuck)\(why)",
                next: "`outpost queue list`, then `outpost queue explain "
                    + "\(oldest?.intentId.short ?? "ID")`")
        }
        // A notice: the transfer itself has ended, and said so.
        if let count = outbox.failedLastDay, count > 0,
            let last = status?.attention?.first(where: { $0.endedAt != nil })
        {
            return Finding(
                .queue, .notice,
                "transfers that came to nothing in the last day: \(count), the last: "
                    + (last.reason ?? last.state.rawValue),
                next: "`outpost queue explain \(last.intentId.short)` says what may be done")
        }
        let waiting = outbox.queued + outbox.sending
        return Finding(
            .queue, .fine, waiting == 0 ? "empty" : "transfers on their way: \(waiting)")
    }

    func callers(_ status: StatusReport?) -> Finding {
        guard let callers = status?.callers else {
            return Finding(.callers, .unknown, "only a running agent knows who comes to it")
        }
        guard let last = callers.lastRefusedAt else {
            return Finding(.callers, .fine, "none was turned away")
        }
        return Finding(
            .callers, .notice,
            "requests with a wrong token: \(callers.refused), the last at \(last.toTheMinute)",
            next: "give the program what the file `token` in the data directory holds")
    }
}
