import OutpostModel

/// What the agent asks the server.
enum Call {
    case look(Session.ID, for: Intent.ID)
    case transfer(Intent)
    case page(SessionPageRequest)
}

/// What comes back.
enum Answer {
    case session(Session)
    case page(SessionPage)
    case failure(RemoteFailure)

    var failure: RemoteFailure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }

    var session: Result<Session, RemoteFailure> {
        switch self {
        case .session(let session): .success(session)
        case .failure(let failure): .failure(failure)
        case .page: preconditionFailure("a page came where a session was asked for")
        }
    }
}

/// A request under way. Each way takes its time, and anything may happen meanwhile.
struct Flight {
    enum Leg {
        case toServer(arrives: Duration)
        case toAgent(arrives: Duration, Answer)
    }

    let call: Call
    let fate: Fate
    let retryAfter: Duration?
    var leg: Leg
    /// When the server answered it.
    var servedAt: Duration?

    var due: Duration {
        switch leg {
        case .toServer(let arrives), .toAgent(let arrives, _): arrives
        }
    }
}
