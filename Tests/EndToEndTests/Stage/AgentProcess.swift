import Foundation
import Glibc
import OutpostModel

/// A running agent, as a test sees it: through commands and signals.
struct AgentProcess: Sendable {
    let branch: Branch
    let pid: Int32

    func status() async throws -> StatusReport {
        try await branch.outpost("status", "--json").decoded()
    }

    /// Waits until departments, users and sessions have been fetched.
    func refreshed() async throws {
        try await eventually("the cache is filled") {
            let cache = try await status().cache
            return cache.departments.refreshedAt != nil && cache.users.refreshedAt != nil
                && cache.sessions.refreshedAt != nil
        }
    }

    func intents(_ arguments: String...) async throws -> [IntentReport] {
        try await branch.outpost(["queue", "list", "--all", "--json"] + arguments).decoded()
    }

    /// Is asked to end.
    func terminate() { _ = Glibc.kill(pid, SIGTERM) }

    /// Dies at once, as in a power cut. Waits until it is gone.
    func kill() async throws {
        _ = Glibc.kill(pid, SIGKILL)
        try await eventually("the agent is gone") { try await !status().daemon.running }
    }
}

/// Waits until something has become true: what is waited for happens in other processes. Asks ten
/// times a second; a minute is far more than nearly everything here needs, and as long as the longest
/// pause between two probes on a busy machine.
func eventually(
    _ what: String, within span: Duration = .seconds(60), _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + span
    while try await !condition() {
        guard clock.now < deadline else { throw NeverHappened(what: what) }
        try await clock.sleep(for: .milliseconds(100))
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    var description: String { "waited in vain until \(what)" }
}
