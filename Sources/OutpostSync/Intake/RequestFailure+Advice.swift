import OutpostModel
package import OutpostStore

/// Who is told what to do.
package enum Audience: Hashable, Sendable {
    /// A person at a command line.
    case shell
    /// A program that speaks to the local API, and whoever reads its log.
    case program
}

extension RequestFailure {
    /// What to do about it, where there is more to say.
    package func advice(for audience: Audience) -> String? {
        switch self {
        case .unknown(let kind, _, let nearest):
            guard nearest.isEmpty else { return "did you mean \(nearest.listed(or: "or"))?" }
            return audience.chooses(
                "`outpost \(kind)s` lists them", "GET /outpost/v1/\(kind)s lists them")
        case .unknownStatus:
            return Session.Status.known.map(\.rawValue).joined(separator: ", ")
        case .ambiguous(_, _, let candidates):
            return "use an id: " + candidates.map(\.text).joined(separator: ", ")
        case .notMember(_, _, let serves):
            return serves.isEmpty
                ? "they serve no department" : "they serve \(serves.listed(or: "and"))"
        case .outbox(.store(let failure)), .cache(let failure):
            return failure.advice(for: audience)
        default:
            return standing.map { audience.chooses($0.shell, $0.program) }
        }
    }

    /// What is always the same.
    private var standing: (shell: String, program: String)? {
        switch self {
        case .noTarget:
            ("give --department, --user, or both", "give `department`, `user`, or both")
        case .malformedSession:
            (
                "`outpost sessions NAME` finds sessions by contact name, phone or number",
                "GET /outpost/v1/sessions?query=… finds them by contact name, phone or number"
            )
        case .unknownNumber(_, .some), .neverRefreshed(_, .some):
            (
                "`outpost doctor` says what to do about that; an id is accepted without the cache",
                "GET /outpost/v1/status says how the line is; an id is accepted without the cache"
            )
        case .unknownNumber, .unknownSession:
            (
                "`outpost refresh sessions` asks the server; an id is accepted without the cache",
                "POST /outpost/v1/refresh asks the server; an id is accepted without the cache"
            )
        case .neverRefreshed:
            (
                "start the agent, or type `outpost refresh`; or use ids",
                "wait until the agent has reached the server once, or use ids"
            )
        case .outbox(.keyReused):
            ("use another key, or none", "use another key, or none")
        case .outbox(.notPossible(let id, from: .held, _)):
            (
                "`outpost queue release \(id)` lets it go on",
                "POST /outpost/v1/intents/\(id)/release"
            )
        case .outbox(.notPossible(let id, _, _)):
            (
                "`outpost queue explain \(id)` says what may be done",
                "GET /outpost/v1/intents/\(id)/explanation says what may be done"
            )
        case .ended:
            (
                "if the customer has come back since, `outpost refresh sessions` finds out",
                "if the customer has come back since, POST /outpost/v1/refresh finds out"
            )
        case .outbox(.stillOpen(let id)):
            (
                "wait until it has ended, or take it back: `outpost queue cancel \(id)`",
                "wait until it has ended, or take it back: POST /outpost/v1/intents/\(id)/cancel"
            )
        case .outbox(.tooMany):
            (
                "wait until some are delivered: `outpost status` says what they wait for",
                "wait until some are delivered: GET /outpost/v1/status says what they wait for"
            )
        default: nil
        }
    }
}

extension StoreFailure {
    package func advice(for audience: Audience) -> String? {
        switch self {
        case .notThere:
            audience.chooses(
                "start the agent, or type `outpost refresh`",
                "wait until the agent has reached the server once")
        case .newerVersion: nil
        case .damaged(let file, _):
            file == Cache.fileName
                ? audience.chooses(
                    "the agent or `outpost refresh` sets it aside and fetches everything anew",
                    "the agent sets it aside and fetches everything anew")
                : "keep it: it holds transfers that exist nowhere else; `outpost queue salvage FILE` "
                    + "writes what can still be read"
        case .notWritable:
            "check the data directory: its owner, its modes, and whether `dmesg` tells of a disk that "
                + "is read-only"
        case .full: "make room on the disk; nothing was stored"
        case .busy: "try again"
        case .unexpected: nil
        }
    }
}

extension Audience {
    fileprivate func chooses(_ shell: String, _ program: String) -> String {
        self == .shell ? shell : program
    }
}
