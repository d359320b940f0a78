import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostSync

/// `outpost transfer SESSION [--department D] [--user U] …`
struct Transfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Transfer a session to a department, to a user, or to a user in a department.",
        discussion: """
            Works with the line down and with no agent running: on return the transfer is on this \
            machine's disk, and the agent carries it out as soon as it can.
            """)

    @Argument(help: "The session's id or number.")
    var session: String

    @Option(help: "The department (an id or a name; case and accents do not matter).")
    var department: String?

    @Option(help: "The user (an id, a name or an e-mail address).")
    var user: String?

    @Flag(help: "Stop a bot that is talking to the customer.")
    var stopBot = false

    @Option(help: "If somebody moves the session meanwhile: park (ask a person), force or drop.")
    var ifMoved = Intent.IfMoved.park

    @Option(
        help: "How long it may wait for its delivery, such as 30m, 8h or 2d.",
        transform: Duration.argument)
    var expiresIn: Duration?

    @Option(help: "Your name for this request: a repetition returns the first transfer.")
    var key: String?

    @Option(
        help: "Wait this long for the delivery; exit status 75 if it takes longer.",
        transform: Duration.argument)
    var wait: Duration?

    @Flag(help: "Check everything and store nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let settings = try await common.settings()
            let desk = try Workplace(settings).desk(complain: Speech.sayDoingWithout)
            let request = request(settings)
            if dryRun { return try await tell(desk.plan(request), desk) }
            try await report(desk.accept(request), desk)
        }
    }

    private func tell(_ plan: PlanReport, _ desk: any Desk) async throws {
        if common.json { return try Speech.put(json: plan) }
        let target = await Names(desk).target(plan.departmentId, plan.userId)
        Speech.say("would transfer \(plan.sessionId) → \(target)")
    }

    private func request(_ settings: Settings) -> TransferRequest {
        TransferRequest(
            session: session, department: department, user: user, stopsBot: stopBot,
            ifMoved: ifMoved, key: key, lifetime: expiresIn?.seconds ?? settings.lifetime)
    }

    private func report(_ acceptance: AcceptanceReport, _ desk: any Desk) async throws {
        var intent = acceptance.intent
        if let wait { intent = try await desk.settled(intent.id, within: wait) }
        if common.json {
            try Speech.put(
                json: AcceptanceReport(
                    intent, repetition: acceptance.repetition, superseded: acceptance.superseded))
        } else {
            let target = await Names(desk).target(intent)
            Speech.put("\(intent.id)  \(intent.state.rawValue)  → \(target)")
            if acceptance.repetition { Speech.say("it had been accepted before, under that key") }
            for id in acceptance.superseded { Speech.say("replaces \(id)") }
            if intent.state == .queued || intent.state == .sending {
                Speech.say("accepted: it is on disk, and will be carried out")
                try await sayWhatIsBefore(intent, desk)
            }
            // Who waited is told more: see below.
            if let reason = intent.reason, wait == nil || !intent.state.isOpen {
                Speech.say(reason)
            }
        }
        if let wait { try await exit(for: intent, after: wait, desk) }
    }

    /// That an earlier one of the same session has to be decided first.
    private func sayWhatIsBefore(_ intent: IntentReport, _ desk: any Desk) async throws {
        guard wait == nil else { return }
        let stuck = try await desk.intents(
            IntentQuestion(
                states: [.conflict, .held], session: intent.sessionId.text, limit: 1))
        guard let first = stuck.first else { return }
        Speech.say(
            "but an earlier one waits for a person: `outpost queue explain \(first.id.short)`")
    }

    /// Done is 0; refused for good is 65; not yet is 75, or 77 where the key is why.
    private func exit(
        for intent: IntentReport, after wait: Duration, _ desk: any Desk
    ) async throws {
        switch intent.state {
        case .delivered: return
        case .rejected, .superseded, .cancelled, .expired: throw ExitCode.badData
        case .queued, .sending, .conflict, .held:
            if !common.json {
                let why = try await desk.explanation(of: intent.id).explanation
                Speech.say("not delivered within \(Int(wait.seconds).spelledOut): \(why)")
            }
            let isPaused = try await desk.status().paused != nil
            throw isPaused ? ExitCode.keyRefused : ExitCode.later
        }
    }
}

extension Desk {
    /// The intent once it has ended or waits for a person, or as it is when the time is up.
    fileprivate func settled(
        _ id: Intent.ID, within wait: Duration
    ) async throws -> IntentReport {
        let clock = ContinuousClock()
        let deadline = clock.now + wait
        while true {
            let intent = try await intent(id).intent
            let isMoving = intent.state == .queued || intent.state == .sending
            guard isMoving, clock.now < deadline else { return intent }
            try await clock.sleep(for: .milliseconds(50))
        }
    }
}
