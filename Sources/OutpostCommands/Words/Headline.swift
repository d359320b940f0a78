import Foundation
import OutpostModel
import OutpostSync

/// What matters of a status, the most important thing first, and what is to be done about it.
struct Headline {
    private let report: StatusReport
    private let now: Date
    private let installation: Installation

    /// How long it is told that a program was turned away, seconds.
    private static let callersAreNews: TimeInterval = 3_600
    /// How long the first line tells that a transfer came to nothing, seconds; then another one does.
    private static let failureIsNews: TimeInterval = 3_600
    /// How many are told besides the first.
    private static let mostOthers = 4

    init(_ report: StatusReport, at now: Date, _ installation: Installation) {
        self.report = report
        self.now = now
        self.installation = installation
    }

    /// The first line: the most important thing, and how many more there are.
    var first: String {
        guard let first = concerns.first else { return "All is well" }
        let others = concerns.count - 1
        return others == 0 ? first : "\(first) (and \(others) more, below)"
    }

    /// The others, a line each.
    var others: [String] {
        let all = concerns.dropFirst() + (failureIsNews ? [] : [failed].compactMap(\.self))
        return all.prefix(Self.mostOthers).map { "Also: \($0)" }
    }

    private var concerns: [String] {
        let known: [String?] =
            [key, agent, brokenLine] + report.warnings.map(worthALook)
            + [waitingLine, stuck, limit, list, callers, failureIsNews ? failed : nil]
        let told = known.compactMap(\.self)
        return told.isEmpty ? [firstFetch].compactMap(\.self) : told
    }

    private func worthALook(_ warning: String) -> String {
        "Look into this: \(warning)" + (ClockWords.isOne(warning) ? ": \(ClockWords.advice)" : "")
    }

    private var key: String? {
        report.paused.map { paused in
            "Nothing is sent: \(paused.reason). Ask for another key"
                + (paused.next.map { ": \($0)" } ?? "")
        }
    }

    private var agent: String? {
        guard report.daemon.running else {
            if let obstacle = report.daemon.obstacle {
                return "The agent is not running, and cannot start: \(obstacle)"
            }
            let also = unreadable.map { ", which fetches the copy anew (\($0))" } ?? ""
            return "The agent is not running: start it with `\(installation.start)`\(also)"
        }
        return report.daemon.version == nil
            ? "The agent is running, and does not answer: `outpost doctor` tells more" : nil
    }

    /// Why the copy cannot be read: what no refresh has failed with, our own files did.
    private var unreadable: String? {
        lists.map(\.list).first { $0.failure != nil && $0.failedAt == nil }?.failure
    }

    private var isOffline: Bool { report.connectivity.state == "offline" }

    /// A line that a person has to do something about.
    private var brokenLine: String? {
        guard isOffline, let cause = report.connectivity.cause, cause.needsPerson else {
            return nil
        }
        return "\(lineIsDown): \(cause.nextStep)"
    }

    private var waitingLine: String? {
        guard isOffline, report.connectivity.cause?.needsPerson != true else { return nil }
        return "\(lineIsDown): nothing to do, it goes on by itself"
    }

    private var lineIsDown: String {
        let why = report.connectivity.reason.map { " (\($0))" } ?? ""
        let waiting = report.outbox.queued + report.outbox.sending
        return "The line is down\(why)"
            + (waiting == 0 ? "" : "; \(waiting.counted("transfer")) waiting for it")
    }

    private var stuck: String? {
        let count = report.outbox.conflict + report.outbox.held
        guard count > 0 else { return nil }
        let oldest = report.attention?.first { $0.endedAt == nil }
        guard count == 1, let oldest else {
            let why = oldest?.reason.map { " (the oldest: \($0))" } ?? ""
            return "\(count.counted("transfer")) waiting for a person\(why): `outpost queue list`"
        }
        let why = oldest.reason.map { " (\($0))" } ?? ""
        return "1 transfer waiting for a person\(why): "
            + "`outpost queue explain \(oldest.intentId.short)`"
    }

    private var limit: String? {
        guard let until = report.budget?.pausedUntil, until.date > now else { return nil }
        return
            "The account's request limit is used up: nothing leaves for "
            + "\(max(1, Int(until.date.timeIntervalSince(now).rounded(.up))).spelledOut), then it "
            + "goes on by itself"
    }

    /// A list that cannot be fetched although the line is up and the key works.
    private var list: String? {
        let hasWay = !isOffline && report.paused == nil && limit == nil
        guard hasWay, report.daemon.running else { return nil }
        return lists.first { isFailing($0.list) }.map { name, list in
            "The \(name) cannot be fetched: \(list.failure ?? "")"
        }
    }

    /// What failed before the line came back is tried again by itself.
    private func isFailing(_ resource: StatusReport.CachedResource) -> Bool {
        guard resource.failure != nil, let failedAt = resource.failedAt else { return false }
        return report.connectivity.since.map { $0 < failedAt } ?? true
    }

    private var callers: String? {
        guard let callers = report.callers, let last = callers.lastRefusedAt,
            now.timeIntervalSince(last.date) < Self.callersAreNews
        else { return nil }
        return
            "Programs with a wrong token were turned away (\(callers.refused.counted("request")), "
            + "the last \(last.date.ago(at: now))): give them what the file `token` in the data "
            + "directory holds"
    }

    private var lastFailure: StatusReport.Attention? {
        report.attention?.first { $0.endedAt != nil }
    }

    private var failureIsNews: Bool {
        guard let endedAt = lastFailure?.endedAt?.date else { return false }
        return now.timeIntervalSince(endedAt) < Self.failureIsNews
    }

    private var failed: String? {
        guard let count = report.outbox.failedLastDay, count > 0, let last = lastFailure else {
            return nil
        }
        let why = last.reason.map { ": \($0)" } ?? ""
        return
            "\(count.counted("transfer")) came to nothing in the last day (\(last.state.rawValue)"
            + "\(why)): `outpost queue explain \(last.intentId.short)`"
    }

    private var firstFetch: String? {
        return lists.allSatisfy { $0.list.refreshedAt != nil }
            ? nil : "The copy is being fetched for the first time"
    }

    private var lists: [(name: String, list: StatusReport.CachedResource)] {
        [
            ("departments", report.cache.departments), ("users", report.cache.users),
            ("sessions", report.cache.sessions),
        ]
    }
}
