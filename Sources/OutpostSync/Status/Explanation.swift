package import Foundation
package import OutpostModel

/// Why an intent is where it is, and what happens next, in words that a shop manager understands.
package struct Explanation: Hashable, Sendable {
    /// What decides about an intent besides itself.
    package struct Circumstances: Hashable, Sendable {
        package var agentRuns = false
        package var line: Connectivity?
        /// An earlier open intent of the same session.
        package var earlier: Intent?
        /// How long its lane still rests after a failure.
        package var rest: Duration?
        /// What keeps every request of replay's from leaving.
        package var stall: Stall?
        /// How many intents are queued before it.
        package var ahead = 0

        package init() {}
    }

    package let text: String

    package init(_ intent: Intent, _ circumstances: Circumstances, at now: Date) {
        let sentences: [String?] =
            switch intent.state {
            case .queued:
                [
                    Self.wait(circumstances, intent, at: now),
                    intent.isAmbiguous
                        ? """
                        It was sent before and the answer was lost, so the session is looked at \
                        before anything is sent again.
                        """ : nil,
                    "If it is not delivered by \(Timestamp(intent.expiresAt).text), it expires.",
                ]
            case .sending: ["It is on its way to the server at this moment."]
            case .conflict:
                [
                    "It waits for a person: \(intent.reason ?? "it could not be carried out").",
                    """
                    `outpost queue retry --force \(intent.id.short)` carries it out all the same, \
                    `outpost queue cancel \(intent.id.short)` gives it up.
                    """,
                ]
            case .held:
                [
                    "An operator stopped it.",
                    "`outpost queue release \(intent.id.short)` lets it go on.",
                ]
            case .delivered, .superseded, .cancelled, .expired, .rejected:
                [Self.end(intent)]
            }
        text = sentences.compactMap(\.self).joined(separator: " ")
    }

    private static func wait(
        _ circumstances: Circumstances, _ intent: Intent, at now: Date
    ) -> String {
        guard circumstances.agentRuns else {
            return "It waits for the agent, which is not running: start it with `outpost run`."
        }
        if let pause = circumstances.line?.pause {
            return
                "It waits because the server refuses the API key (\(pause)); it goes on by itself "
                + "once the key works."
        }
        if let line = circumstances.line, line.state == .offline {
            return
                "It waits for the line, which is down (\(line.reason ?? "no answer")); it goes out "
                + "by itself when the line is back."
        }
        if let earlier = circumstances.earlier {
            return "It waits for an earlier transfer of the same session, \(earlier.id.short), "
                + "which is \(earlier.state.rawValue)."
        }
        if let stall = circumstances.stall, stall.duration > circumstances.rest ?? .zero {
            return wait(stall)
        }
        if let rest = circumstances.rest {
            let why = intent.reason.map { " (\($0))" } ?? ""
            return
                "The last try failed\(why); the next one is in \(Int(rest.seconds.rounded(.up))) s."
        }
        return circumstances.ahead == 0
            ? "It is the next to go out."
            : "It waits for its turn: \(circumstances.ahead) go before it."
    }

    private static func wait(_ stall: Stall) -> String {
        let seconds = Int(stall.duration.seconds.rounded(.up))
        return switch stall {
        case .throttled:
            "It waits because the server says that the account's request limit is used up; it "
                + "goes on in \(seconds) s."
        case .spent:
            "It waits because this agent's share of the account's request limit is used up for "
                + "the moment; it goes on in \(seconds) s."
        }
    }

    private static func end(_ intent: Intent) -> String {
        let when = intent.endedAt.map { " at \(Timestamp($0).text)" } ?? ""
        let why = intent.reason.map { ": \($0)" } ?? ""
        return "It was \(intent.state.rawValue)\(when)\(why)."
    }
}
