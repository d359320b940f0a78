import ArgumentParser
import OutpostGateway
import OutpostRuntime
import OutpostStore
import OutpostSync

/// An error in words for people: a line of what happened, a line of what to do, and the exit
/// status that says it to programs.
struct Complaint: Error {
    let status: ExitCode
    let what: String
    let advice: String?

    /// For a file that somebody named.
    static let fileAdvice = "check its name, its owner and its modes"

    init(_ status: ExitCode, _ what: String, advice: String? = nil) {
        self.status = status
        self.what = what
        self.advice = advice
    }

    init(_ error: any Error) {
        switch error {
        case let complaint as Complaint: self = complaint
        case let failure as RequestFailure: self.init(failure)
        case let failure as OutboxFailure: self.init(RequestFailure.outbox(failure))
        case let failure as StoreFailure: self.init(RequestFailure.cache(failure))
        case let refusal as AgentRefusal: self.init(refusal)
        case let failure as SettingsFailure:
            self.init(.settings, failure.description)
        case let failure as DataDirectoryFailure: self.init(failure)
        case let failure as SetupFailure: self.init(failure)
        case let failure as GatewayFailure:
            self.init(.unavailable, failure.description, advice: failure.advice)
        default: self.init(.software, "\(error)")
        }
    }

    private init(_ failure: RequestFailure) {
        let status: ExitCode =
            switch failure {
            case .noTarget, .malformedKey, .malformedLifetime: .usage
            case .malformedSession, .unknownNumber, .unknownSession, .unknown, .unknownStatus,
                .ambiguous, .notMember, .ended:
                .badData
            case .neverRefreshed: .unavailable
            case .outbox(.store(let failure)), .cache(let failure): Self.status(of: failure)
            case .outbox(.tooMany): .unavailable
            case .outbox: .badData
            }
        self.init(status, failure.description, advice: failure.advice(for: .shell))
    }

    /// The same statuses as where the files answer.
    private init(_ refusal: AgentRefusal) {
        let status: ExitCode =
            switch refusal.kind {
            case "no-target": .usage
            case "never-refreshed", "store-unusable", "queue-full", "busy", "too-many": .unavailable
            case "disk-full": .cannotWrite
            case "defect": .software
            default: .badData
            }
        self.init(status, refusal.detail, advice: refusal.advice)
    }

    private init(_ failure: DataDirectoryFailure) {
        switch failure {
        case .inUse:
            self.init(.unavailable, failure.description, advice: "`outpost status` shows how it is")
        case .tooLong:
            self.init(.settings, failure.description, advice: "choose another with --data-dir")
        case .noAgent:
            self.init(
                .unavailable, failure.description,
                advice: "ask who looks after this computer: `sudo systemctl start outpost`")
        case .noSocket:
            self.init(
                .settings, failure.description,
                advice: "make the directory, or correct the setting")
        case .badToken:
            self.init(.cannotWrite, failure.description, advice: "delete it: a new one is made")
        case .closed:
            self.init(
                .cannotWrite, failure.description,
                advice: "only its owner and root can do this: try it with sudo")
        case .notAMember:
            self.init(
                .cannotWrite, failure.description,
                advice: "ask to be put into the group outpost, then log in again; or use sudo")
        case .notUsable:
            self.init(.cannotWrite, failure.description, advice: "check its owner and its modes")
        }
    }

    private init(_ failure: SetupFailure) {
        let (status, advice): (ExitCode, String) =
            switch failure {
            case .needsRoot: (.cannotWrite, "`sudo outpost setup`; --directory is for your own")
            case .refused: (.keyRefused, "nothing was changed; ask for another key")
            case .notChecked: (.later, "nothing was changed; try again, or use --unchecked")
            case .keyIsThere: (.cannotWrite, "--force replaces it")
            case .cannotWrite: (.cannotWrite, "check its owner and its modes")
            case .cannotEdit: (.settings, "change it by hand, then try again")
            case .namesAnotherKey: (.settings, "it goes before the service's key: take it out")
            }
        self.init(status, failure.description, advice: advice)
    }

    private static func status(of failure: StoreFailure) -> ExitCode {
        switch failure {
        case .notThere, .newerVersion, .damaged, .busy: .unavailable
        case .notWritable, .full: .cannotWrite
        case .unexpected: .software
        }
    }
}
