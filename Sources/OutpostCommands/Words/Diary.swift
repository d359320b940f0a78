import Foundation
import OutpostModel
import OutpostStore

/// Events as people read them: a line for each day, and under it what happened, in sentences.
struct Diary {
    private let outbox: Outbox
    private let cache: Cache?
    private let names: Names
    private let calendar: Calendar
    private var day: DateComponents?

    init(
        _ outbox: Outbox, _ cache: Cache?, timeZone: TimeZone = .current
    ) throws(StoreFailure) {
        self.outbox = outbox
        self.cache = cache
        names = try Names(cache)
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// The lines for the next event.
    mutating func lines(for event: Event) -> [String] {
        let parts: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
        let time = calendar.dateComponents(parts, from: event.at)
        var today = DateComponents()
        (today.year, today.month, today.day) = (time.year, time.month, time.day)
        defer { day = today }
        let line = "  \(Self.clock(time))  \(event.id)  \(sentence(event))"
        return today == day ? [line] : [Self.date(time), line]
    }

    private func sentence(_ event: Event) -> String {
        let reason = event.reason.map { ": \($0)" } ?? ""
        switch event.subject {
        case .line(let state): return Self.words(state) + reason
        case .intent(let id, let state):
            return "\(id.short) (\(subject(id))) \(Self.words(state, event.reason))\(reason)"
        }
    }

    /// "101499 → Cobrança", as long as the intent is kept.
    private func subject(_ id: Intent.ID) -> String {
        guard let intent = try? outbox.intent(id) else { return "no longer kept" }
        let number = (try? cache?.session(intent.sessionID))?.session.number
        return "\(number ?? intent.sessionID.short) → \(names.target(intent.target))"
    }

    private static func words(_ state: LineState) -> String {
        switch state {
        case .online: "the line is there"
        case .offline: "the line is gone"
        case .paused: "nothing is sent any more"
        case .resumed: "sending goes on"
        }
    }

    /// An intent is queued when it is accepted, without a reason, and whenever it has to wait again.
    private static func words(_ state: Intent.State, _ reason: String?) -> String {
        switch state {
        case .queued: reason == nil ? "was accepted" : "waits"
        case .sending: "is being sent"
        case .delivered: "was delivered"
        case .conflict: "needs a person"
        case .held: "was put on hold"
        case .superseded: "was replaced"
        case .cancelled: "was cancelled"
        case .expired: "came too late"
        case .rejected: "was refused"
        }
    }

    private static func clock(_ time: DateComponents) -> String {
        [time.hour, time.minute, time.second].map { two($0 ?? 0) }.joined(separator: ":")
    }

    private static func date(_ time: DateComponents) -> String {
        "\(time.year ?? 0)-\(two(time.month ?? 0))-\(two(time.day ?? 0))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
