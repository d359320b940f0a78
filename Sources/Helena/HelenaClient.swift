package import Logging
package import OutpostModel

/// The client of the remote API: one method for each thing that is asked of it, each sent once.
///
/// It never tries again and never waits: that is decided by those who know why they ask. Every
/// failure is a ``RemoteFailure``; a cancelled task gets one too, `offline(.broken)`, at once.
/// Call ``shutdown()`` before letting go of it.
package final class HelenaClient: Sendable {
    let wire: Wire
    let endpoint: HelenaEndpoint
    let key: APIKey
    let kept: KeptDetails
    let logger: Logger
    let known = KnownAnswers()
    let serverClock = ServerClock()

    /// `extraCertificates` are paths of PEM files whose certificates are trusted beside the
    /// system's.
    ///
    /// Of sessions no more is read than is `kept`.
    ///
    /// Throws if one of them cannot be read.
    package init(
        endpoint: HelenaEndpoint, key: APIKey, proxy: HelenaProxy? = nil,
        limits: HelenaLimits = HelenaLimits(), extraCertificates: [String]? = nil,
        keeping kept: KeptDetails = .contacts, logger: Logger
    ) throws(HelenaSettingError) {
        wire = try Wire(
            to: endpoint, key: key, proxy: proxy, limits: limits,
            extraCertificates: extraCertificates ?? [])
        self.endpoint = endpoint
        self.key = key
        self.kept = kept
        self.logger = logger
    }

    /// Where it speaks to, for people.
    package var destination: String { endpoint.label }

    /// Seconds by which this computer's clock is ahead of the one of the server that answered last;
    /// negative: behind. Nil as long as nobody has said.
    package var clockAhead: Double? { serverClock.ahead }

    /// All departments.
    ///
    /// Those that cannot be read are left out.
    package func departments() async throws(RemoteFailure) -> [Department] {
        var answer = try await askAgain(.get("/core/v2/department"))
        if answer.status == 404 {
            // An older installation, or another program that stands in for the API.
            answer = try await askAgain(.get("/core/v1/department"))
        }
        return try list(answer, of: "departments", Department.init(received:))
    }

    /// All users.
    ///
    /// Those that cannot be read are left out.
    package func users() async throws(RemoteFailure) -> [User] {
        let answer = try await askAgain(.get("/core/v1/agent"))
        return try list(answer, of: "users", User.init(received:))
    }

    /// One page of sessions, the oldest first, with their contacts.
    package func sessions(
        _ request: SessionPageRequest
    ) async throws(RemoteFailure) -> SessionPage {
        let answer = try await askAgain(.get("/chat/v2/session", query: request.query))
        let page = SessionPage(received: try value(of: answer), asked: request, keeping: kept)
        guard let page else {
            throw .notTheAPI(endpoint.label, status: answer.status)
        }
        noteUnreadable(page.unreadable, of: "sessions")
        return page.believed(upTo: answer.latest)
    }

    package func session(_ id: Session.ID) async throws(RemoteFailure) -> Session {
        let answer = try await ask(
            .get(
                "/chat/v2/session/\(id.text)",
                query: [(name: "includeDetails", value: "ContactDetails")]))
        return try session(id, in: answer)
    }

    /// Transfers the session and returns it as it is then.
    ///
    /// Sent once: whether a failure leaves it open if the server did it is said by
    /// `mayHaveBeenApplied`.
    package func transfer(
        _ id: Session.ID, to target: TransferTarget, stopsBot: Bool
    ) async throws(RemoteFailure) -> Session {
        let answer = try await ask(
            .put("/chat/v1/session/\(id.text)/transfer", body: target.body(stopsBot: stopsBot)))
        return try session(id, in: answer)
    }

    /// Closes all connections.
    ///
    /// Requests under way fail, and so do later ones.
    package func shutdown() async throws {
        try await wire.shutdown()
    }
}
