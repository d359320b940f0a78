import Foundation
package import OutpostModel
package import OutpostStore
package import OutpostSync
import Synchronization

/// Answers from the two files, whether an agent runs or not.
package struct FileDesk: Desk {
    private let workplace: Workplace
    private let complain: @Sendable (StoreFailure) -> Void
    private let opened = Opened()

    /// Events that are shown to who does not say since when.
    private static let shownByDefault: Int64 = 100
    private static let mostEvents = 500

    /// - Parameter complain: told why a cache that could be done without cannot be used.
    package init(_ workplace: Workplace, complain: @escaping @Sendable (StoreFailure) -> Void) {
        self.workplace = workplace
        self.complain = complain
    }

    package func departments(matching query: String?) throws -> [DepartmentReport] {
        let cache = try cache()
        return try cache.require(cache.departments(matching: query), of: .departments)
            .map(DepartmentReport.init)
    }

    package func users(matching query: String?, in department: String?) throws -> [UserReport] {
        let cache = try cache()
        let department = try department.map { try Finder(cache).department($0) }
        let found = try cache.require(
            cache.users(matching: query, in: department?.id), of: .users)
        let names = Dictionary(
            try cache.departments().map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        return found.map { UserReport($0, names: names) }
    }

    package func sessions(_ question: SessionQuestion) throws -> [SessionReport] {
        let cache = try cache()
        let found = try cache.require(
            cache.sessions(question.query(Finder(cache))), of: .sessions)
        let pending = try outboxIfAny()?.pending(for: found.map(\.session.id)) ?? [:]
        return found.map { SessionReport($0, pending: pending[$0.session.id]) }
    }

    package func session(_ reference: String) throws -> SessionReport {
        let (id, known) = try Finder(try cache()).session(reference)
        guard let listing = known else { throw RequestFailure.unknownSession(id) }
        return SessionReport(listing, pending: try outboxIfAny()?.pending(for: [id])[id])
    }

    /// The agent has the cache's lock, and pages on their way that could bring the session back.
    package func forget(_ reference: String) async throws -> ForgottenReport {
        if let agent = workplace.agent {
            // What the files can tell, they tell: the same words with an agent and without.
            let id = try Finder(cache()).session(reference).id
            if let open = try outboxIfAny()?.pending(for: [id])[id] {
                throw OutboxFailure.stillOpen(open.id)
            }
            return try await AgentDesk(agent).forget(id.text)
        }
        let lock = try DirectoryLock.take(.cache, workplace.directory)
        defer { withExtendedLifetime(lock) {} }
        let outbox = try workplace.outbox()
        defer { outbox.close() }
        let cache = try workplace.cacheToWrite()
        defer { cache.close() }
        return try Forgetting(cache, outbox).forget(reference, at: Date())
    }

    /// Forgets again what a backup says was forgotten: here, and with the agent that fetches it anew.
    ///
    /// - Parameter upTo: the server's `updatedAt` that it had; what is newer here is back for good.
    package func forget(_ id: Session.ID, upTo: Timestamp) async throws {
        let known = try cacheIfAny { _ in }?.session(id)?.session
        if let updatedAt = known?.updatedAt, updatedAt > upTo { return }
        // Whoever opens the copy next reads in the outbox what he may not bring back.
        guard known != nil || workplace.agent != nil else { return }
        _ = try await forget(id.text)
    }

    package func number(of session: Session.ID) throws -> String? {
        try cacheIfAny { _ in }?.session(session)?.session.number
    }

    package func standing(of resource: Resource) throws -> RefreshState {
        try cache().refreshState(resource)
    }

    package func plan(_ request: TransferRequest) throws -> PlanReport {
        PlanReport(try Intake(cacheIfAny(complain)).resolve(request))
    }

    package func accept(_ request: TransferRequest) async throws -> AcceptanceReport {
        let intake = Intake(cacheIfAny(complain))
        let acceptance = try await intake.accept(request, into: workplace.outbox(), at: Date())
        await workplace.agent?.nudge()
        return AcceptanceReport(
            acceptance.intent, repetition: acceptance.isRepetition,
            superseded: acceptance.superseded)
    }

    package func intents(_ question: IntentQuestion) throws -> [IntentReport] {
        let session = try question.session.map {
            try Finder(cacheIfAny(complain)).session($0).id
        }
        let query = IntentQuery(
            states: question.states, sessionID: session, limit: question.limit)
        return try outboxIfAny()?.intents(query).map(IntentReport.init) ?? []
    }

    package func intents(named text: String) throws -> [IntentReport] {
        try outboxIfAny()?.intents(idPrefix: text).map(IntentReport.init) ?? []
    }

    package func intent(_ id: Intent.ID) throws -> IntentDetailReport {
        guard let outbox = try outboxIfAny() else { throw OutboxFailure.unknown(id) }
        return IntentDetailReport(try outbox.intent(id), try outbox.attempts(at: id))
    }

    package func explanation(of id: Intent.ID) async throws -> ExplanationReport {
        guard let outbox = try outboxIfAny() else { throw OutboxFailure.unknown(id) }
        return try await workplace.explanation(of: id, in: outbox)
    }

    package func change(_ id: Intent.ID, _ verb: IntentVerb) async throws -> IntentReport {
        let outbox = try workplace.outbox()
        let now = Date()
        let intent =
            switch verb {
            case .cancel: try outbox.cancel(id, at: now)
            case .hold: try outbox.hold(id, at: now)
            case .release: try outbox.release(id, at: now)
            case .retry(let force): try outbox.retry(id, force: force, at: now)
            }
        await workplace.agent?.nudge()
        return IntentReport(intent)
    }

    package func events(after number: Int64?) throws -> [EventReport] {
        guard let outbox = try outboxIfAny() else { return [] }
        let start = try number ?? max(0, outbox.lastEventID() - Self.shownByDefault)
        return try outbox.events(after: start, count: Self.mostEvents).map(EventReport.init)
    }

    package func status() async throws -> StatusReport { try await workplace.status(at: Date()) }

    private func cache() throws -> Cache {
        try opened.cache.withLock { cache in
            let opened = try cache ?? workplace.cache()
            cache = opened
            return opened
        }
    }

    private func cacheIfAny(_ complain: (StoreFailure) -> Void) -> Cache? {
        do {
            return try cache()
        } catch StoreFailure.notThere {
            return nil
        } catch {
            if let failure = error as? StoreFailure { complain(failure) }
            return nil
        }
    }

    private func outboxIfAny() throws -> Outbox? {
        try opened.outbox.withLock { outbox in
            let opened = try outbox ?? workplace.outboxIfAny()
            outbox = opened
            return opened
        }
    }

    /// To look only; each is opened once, when it is needed first.
    private final class Opened: Sendable {
        let cache = Mutex<Cache?>(nil)
        let outbox = Mutex<Outbox?>(nil)
    }
}
