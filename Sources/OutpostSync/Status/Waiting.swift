import OutpostModel

/// What a queued intent waits for, the most important thing first.
struct Waiting {
    private let intent: Intent
    private let circumstances: Explanation.Circumstances
    private static let moment = Duration.seconds(2)

    init(_ intent: Intent, _ circumstances: Explanation.Circumstances) {
        self.intent = intent
        self.circumstances = circumstances
    }

    var text: String {
        if !circumstances.agentRuns { return agent }
        if let pause = circumstances.line?.pause {
            return
                "It waits because the server refuses the API key (\(pause)); it goes on by itself "
                + "once the key works."
                + (circumstances.newKey.map { " Ask for another: \($0)." } ?? "")
        }
        if let line = circumstances.line, line.state == .offline { return wait(line) }
        if let earlier = circumstances.earlier {
            return "It waits for an earlier transfer of the same session, \(earlier.id.short), "
                + "which \(Self.words(earlier.state)): `outpost queue explain \(earlier.id.short)`."
        }
        if let obstacle = circumstances.obstacle {
            return
                "It waits because it cannot be written down that it is sent: \(obstacle). It goes out "
                + "by itself once that is mended: `outpost doctor` tells more."
        }
        // A lane that met the limit rests as long as that lasts, give or take a moment.
        let rest = circumstances.rest ?? .zero
        if let stall = circumstances.stall, stall.duration + Self.moment > rest {
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

    private static func words(_ state: Intent.State) -> String {
        switch state {
        case .conflict: "waits for a person"
        case .held: "was put on hold"
        default: "is \(state.rawValue)"
        }
    }

    private var agent: String {
        guard let obstacle = circumstances.obstacle else {
            return "It waits for the agent, which is not running: start it with "
                + "`\(circumstances.installation.start)`."
        }
        return "It waits for the agent, which is not running and cannot start: \(obstacle)."
    }

    /// Nothing is asked of anybody where it passes by itself.
    private func wait(_ line: Connectivity) -> String {
        let text =
            "It waits for the line, which is down (\(line.reason ?? "no answer")); it goes out by "
            + "itself when the line is back."
        guard let cause = line.cause, cause.needsPerson else { return text }
        return text + " What may be done: \(cause.nextStep)."
    }

    private func wait(_ stall: Stall) -> String {
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
}
