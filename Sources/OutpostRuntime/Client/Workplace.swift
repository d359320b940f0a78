package import Foundation
import OutpostGateway
package import OutpostModel
package import OutpostStore
import OutpostSync

/// What a command works with when it looks something up or hands something in: the two files,
/// whether an agent runs or not.
package struct Workplace: Sendable {
    package let directory: DataDirectory
    private let settings: Settings

    package init(_ settings: Settings) {
        self.settings = settings
        directory = DataDirectory(settings)
    }

    /// The agent's socket; nil if none runs.
    package var agent: AgentClient? { AgentClient(directory) }

    package var agentIsRunning: Bool { DirectoryLock.holder(.agent, directory) != nil }

    /// Who answers: the files, or the agent for those who may not open them.
    ///
    /// - Parameter complain: told why a cache that could be done without cannot be used.
    /// - Throws: ``DataDirectoryFailure/closed(path:)`` or ``DataDirectoryFailure/notAMember(path:)`` for
    ///   who may do neither: to him the files would look as if there were none;
    ///   ``DataDirectoryFailure/noAgent(socketPath:)``.
    package func desk(
        complain: @escaping @Sendable (StoreFailure) -> Void
    ) throws(DataDirectoryFailure) -> any Desk {
        guard directory.isClosedToUs else { return FileDesk(self, complain: complain) }
        guard directory.isShared else { throw .closed(path: directory.path) }
        guard !directory.isSocketClosedToUs else { throw .notAMember(path: directory.path) }
        guard let agent else { throw .noAgent(socketPath: directory.socketPath) }
        return AgentDesk(agent)
    }

    /// Throws ``StoreFailure/notThere(file:)`` if there never was a refresh.
    package func cache() throws(StoreFailure) -> Cache {
        try Cache.openForLookup(in: directory.path)
    }

    /// To write. Only for the holder of the cache's lock.
    ///
    /// - Parameter takesOut: see ``Cache/open(in:keeping:forgotten:takesOut:)``.
    package func cacheToWrite(
        takesOut: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> Cache {
        try Cache.open(
            in: directory.path, keeping: settings.kept,
            forgotten: try outboxIfAny()?.forgotten() ?? [:], takesOut: takesOut)
    }

    /// Nil if there never was a refresh, or the cache cannot be used: for those who can do without.
    ///
    /// - Parameter complain: told why it cannot be used.
    package func cacheIfAny(_ complain: (StoreFailure) -> Void) -> Cache? {
        do {
            return try cache()
        } catch .notThere {
            return nil
        } catch {
            complain(error)
            return nil
        }
    }

    /// For what the files alone can answer. Who may not look into the directory would take them for
    /// missing.
    package func requireFiles() throws(DataDirectoryFailure) {
        guard directory.isClosedToUs else { return }
        throw .closed(path: directory.path)
    }

    /// To look only; nil if nothing was ever accepted.
    package func outboxIfAny() throws(StoreFailure) -> Outbox? {
        do { return try Outbox.openForLookup(in: directory.path) } catch .notThere { return nil }
    }

    /// To write: makes the directory and the file where they are missing.
    package func outbox() throws -> Outbox {
        try directory.prepare()
        return try Outbox.open(
            in: directory.path, forAgent: false, limit: settings.outboxLimit, boot: .system())
    }

    /// Why an intent is where it is: as the agent tells it, or else as the files do.
    package func explanation(
        of id: Intent.ID, in outbox: Outbox
    ) async throws -> ExplanationReport {
        if let report = await agent?.explanation(of: id) { return report }
        let obstacle = await agentIsRunning ? nil : portTaken()
        let explanation = try Explainer(
            outbox, cache: cacheIfAny { _ in }, line: nil, lanes: nil,
            obstacle: { obstacle.map { "\($0): \($0.advice)" } },
            installation: directory.installation, clocks: .system()
        ).explain(id)
        return ExplanationReport(id: id, explanation: explanation.text, retry: explanation.retry)
    }

    private func daemon() async -> StatusReport.Daemon {
        if let pid = DirectoryLock.holder(.agent, directory) {
            return StatusReport.Daemon(running: true, pid: pid, version: nil)
        }
        let obstacle = await portTaken().map { "\($0): \($0.advice)" }
        return StatusReport.Daemon(running: false, pid: nil, version: nil, obstacle: obstacle)
    }

    /// What would keep an agent from starting, if one were started now.
    func portTaken() async -> GatewayFailure? {
        guard let address = settings.gateway else { return nil }
        return await TCPDoor.isTaken(address) ? .portTaken(address) : nil
    }

    /// How everything stands: as the agent tells it, or else as the files do.
    package func status(at now: Date) async throws -> StatusReport {
        if let report = await agent?.status() { return report }
        let daemon = await daemon()
        let surroundings = Surroundings(directory)
        let outbox = try outboxIfAny()
        // A cache that cannot be used is part of the answer, not a reason for none.
        var cacheFailure: StoreFailure?
        let cache = cacheIfAny { cacheFailure = $0 }
        return try Overview(
            outbox: outbox, cache: cache, cacheFailure: cacheFailure, line: nil,
            budget: { now in cache.flatMap { Budget.left(settings, $0, at: now) } },
            daemon: daemon, readers: directory.outboxReaders,
            surroundings: { surroundings.warnings }
        ).report(at: now)
    }
}
