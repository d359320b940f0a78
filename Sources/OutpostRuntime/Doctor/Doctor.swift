package import Foundation
import Glibc
package import Logging
package import OutpostModel
import OutpostStore
import OutpostSync

/// Looks at everything that Outpost needs, one after the other, and says of each: fine, or what is wrong
/// and what to do. Changes nothing but what a refresh of the departments changes.
package struct Doctor: Sendable {
    let settings: Settings
    let workplace: Workplace
    let logger: Logger
    let now: Date

    var installation: Installation { workplace.directory.installation }

    package init(_ settings: Settings, logger: Logger, at now: Date) {
        self.settings = settings
        workplace = Workplace(settings)
        self.logger = logger
        self.now = now
    }

    /// - Parameter tell: called with each finding as soon as there is one.
    package func examine(_ tell: (Finding) throws -> Void) async throws {
        try tell(await usableSettings())
        let key = key()
        let agent = workplace.agent
        let likeness = await likeness(agent)
        try tell(compared(key, likeness))
        guard let cache = try files(tell, agent) else { return }
        let status = try? await workplace.status(at: now)
        try tell(await self.agent(status, likeness))
        var silence: String?
        if agent == nil {
            if key.state == .wrong { silence = "there is no key to ask with" }
            // Asking would fetch it anew, and with that take away what was just told of.
            if cache.state == .wrong { silence = "not asked: the cache comes first" }
        }
        let way = await way(silence, status, likeness)
        // Asked anew: the answers to that are in it.
        let fresh = try? await workplace.status(at: now)
        try tell(clock(way, fresh))
        for finding in findings(of: way, fresh) { try tell(finding) }
        try tell(budget(fresh))
        try tell(queue(fresh))
        try tell(callers(fresh))
    }

    /// - Returns: what was found of the cache; nil if nobody can go on from here.
    private func files(_ tell: (Finding) throws -> Void, _ agent: AgentClient?) throws -> Finding? {
        let path = workplace.directory.path
        guard !workplace.directory.isClosedToUs else {
            let findings = agent == nil ? outOfReach() : filesOutOfReach()
            for finding in findings { try tell(finding) }
            return agent == nil ? nil : findings.last
        }
        try tell(directory())
        guard access(path, W_OK) == 0 || errno == ENOENT || agent != nil else { return nil }
        try tell(space())
        try tell(outbox())
        let cache = cache()
        try tell(cache)
        return cache
    }

    /// What the settings name must be usable, too: certificates, for one.
    private func usableSettings() async -> Finding {
        do {
            if (try? settings.keySource.read()) != nil {
                try await Remotes.withClient(settings, logger: logger) { _ in }
            }
        } catch {
            return Finding(
                .settings, .wrong, "\(error)",
                next: "mend it in the settings file or in the environment")
        }
        return Finding(.settings, .fine, "read, and all of them make sense")
    }

    private func key() -> Finding {
        do {
            _ = try settings.keySource.read()
        } catch {
            return noKey(error)
        }
        guard let path = settings.keySource.path else { return Finding(.key, .fine, "there") }
        let mode = FileModes(of: path)?.mode ?? 0
        guard mode & 0o077 == 0 else {
            return Finding(
                .key, .wrong, "its file can be read by others (mode \(String(mode, radix: 8)))",
                next: isAgentsOwn(path)
                    ? "chmod 600 on the file that holds the key"
                    : "on the file that holds the key: chmod 600, and chown "
                        + "--reference=\(workplace.directory.path), whose agent reads it")
        }
        return Finding(.key, .fine, "there, for its owner only")
    }

    private func noKey(_ failure: SettingsFailure) -> Finding {
        guard case .none = settings.keySource else {
            return Finding(
                .key, .wrong, failure.problems.joined(separator: "; "),
                next: "put the key where the settings say that it is")
        }
        // Root's alone, and nobody who may use the service needs it.
        if installation == .service, geteuid() != 0,
            FileManager.default.fileExists(atPath: SetupPlace.serviceKey)
        {
            return Finding(
                .key, .unknown, "only root can read the service's key",
                next: "`sudo outpost doctor` looks at it too")
        }
        return Finding(
            .key, .wrong, failure.problems.joined(separator: "; "),
            next: "`\(installation.command("setup"))` asks for it and puts it in its place")
    }

    /// Whether the agent can read it when nobody else can; the service's key is handed to it.
    private func isAgentsOwn(_ path: String) -> Bool {
        guard path != SetupPlace.serviceKey,
            let directory = FileModes(of: workplace.directory.path)
        else { return true }
        return FileModes(of: path)?.user == directory.user
    }
}
