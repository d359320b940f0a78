import Foundation
import OutpostModel
import OutpostRuntime

/// Events as people read them: a line for each day, and under it what happened, in sentences.
struct Diary {
    private let desk: any Desk
    private let names: Names
    private let calendar: Calendar
    private var day: DateComponents?

    init(_ desk: any Desk, timeZone: TimeZone = .current) async {
        self.desk = desk
        names = await Names(desk)
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// The lines for the next event.
    mutating func lines(for event: EventReport) async -> [String] {
        let parts: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
        let time = calendar.dateComponents(parts, from: event.at.date)
        var today = DateComponents()
        (today.year, today.month, today.day) = (time.year, time.month, time.day)
        defer { day = today }
        let line = "  \(Self.clock(time))  \(event.id)  \(await sentence(event))"
        return today == day ? [line] : [Self.date(time), line]
    }

    private func sentence(_ event: EventReport) async -> String {
        let reason = event.reason.map { ": \($0)" } ?? ""
        if let id = event.intentId, let state = Intent.State(rawValue: event.state) {
            let subject = await subject(id)
            return "\(id.short) (\(subject)) \(Self.words(state, event.reason))\(reason)"
        }
        return (LineState(rawValue: event.state).map(Self.words) ?? event.state) + reason
    }

    /// "101499 → Cobrança", as long as the intent is kept.
    private func subject(_ id: Intent.ID) async -> String {
        guard let intent = try? await desk.intent(id).intent else { return "no longer kept" }
        let number = try? await desk.number(of: intent.sessionId)
        return "\(number ?? intent.sessionId.short) → \(names.target(intent))"
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
