import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost transfer SESSION [--department D] [--user U] …`
struct Transfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
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
            let workplace = Workplace(settings)
            let cache = workplace.cacheIfAny(Speech.sayDoingWithout)
            let intake = Intake(cache)
            let names = try Names(cache)
            let request = request(settings)
            if dryRun {
                return try tellPlan(intake.resolve(request), names)
            }
            let outbox = try workplace.outbox()
            let acceptance = try await intake.accept(request, into: outbox, at: Date())
            await workplace.agent?.nudge()
            try await report(acceptance, outbox, workplace, names)
        }
    }

    private func tellPlan(_ intent: NewIntent, _ names: Names) throws {
        if common.json { return try Speech.put(json: PlanReport(intent)) }
        Speech.say("would transfer \(intent.sessionID) → \(names.target(intent.target))")
    }

    private func request(_ settings: Settings) -> TransferRequest {
        TransferRequest(
            session: session, department: department, user: user, stopsBot: stopBot,
            ifMoved: ifMoved, key: key, lifetime: expiresIn?.seconds ?? settings.lifetime)
    }

    private func report(
        _ acceptance: Acceptance, _ outbox: Outbox, _ workplace: Workplace, _ names: Names
    ) async throws {
        var intent = acceptance.intent
        if let wait { intent = try await outbox.settled(intent.id, within: wait) }
        if common.json {
            try Speech.put(
                json: AcceptanceReport(
                    intent, repetition: acceptance.isRepetition, superseded: acceptance.superseded))
        } else {
            Speech.put("\(intent.id)  \(intent.state.rawValue)  → \(names.target(intent.target))")
            if acceptance.isRepetition { Speech.say("it had been accepted before, under that key") }
            for id in acceptance.superseded { Speech.say("replaces \(id)") }
            if wait == nil { Speech.say("accepted: it is on disk, and will be carried out") }
            if let reason = intent.reason { Speech.say(reason) }
        }
        if wait != nil { try await exit(for: intent, workplace) }
    }

    /// Done is 0; refused for good is 65; not yet is 75, or 77 where the key is why.
    private func exit(for intent: Intent, _ workplace: Workplace) async throws {
        switch intent.state {
        case .delivered: return
        case .rejected, .superseded, .cancelled, .expired: throw ExitCode.badData
        case .queued, .sending, .conflict, .held:
            let isPaused = try await workplace.status(at: Date()).paused != nil
            throw isPaused ? ExitCode.keyRefused : ExitCode.later
        }
    }
}

extension Outbox {
    /// The intent once it has ended or waits for a person, or as it is when the time is up.
    fileprivate func settled(_ id: Intent.ID, within wait: Duration) async throws -> Intent {
        let clock = ContinuousClock()
        let deadline = clock.now + wait
        while true {
            let intent = try intent(id)
            let isMoving = intent.state == .queued || intent.state == .sending
            guard isMoving, clock.now < deadline else { return intent }
            try await clock.sleep(for: .milliseconds(50))
        }
    }
}
