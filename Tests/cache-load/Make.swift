import ArgumentParser
import Foundation
import OutpostModel
import OutpostStore

/// Makes the cache of a branch, as refreshing everything once would leave it.
struct Make: ParsableCommand {
    @Option(help: "The directory for cache.sqlite; it must exist.")
    var directory: String

    @Option(help: "How many sessions.")
    var sessions: Int

    /// Sessions in one transaction: this is not what is measured.
    private static let batch = 5_000

    func run() throws {
        let now = Date()
        let branch = Branch(sessions: sessions, now: now)
        let cache = try Cache.open(in: directory)
        defer { cache.close() }
        _ = try cache.replaceDepartments(
            (0..<Branch.departments).map(branch.department), at: now)
        _ = try cache.replaceUsers((0..<Branch.users).map(branch.user), at: now)
        for first in stride(from: 0, to: sessions, by: Self.batch) {
            let batch = (first..<min(first + Self.batch, sessions)).map(branch.session)
            _ = try cache.savePage(batch, SessionProgress(walks: 1), at: now)
        }
        _ = try cache.finishWalk(
            [], SessionProgress(cursor: Timestamp(now), walks: 1, met: 1, fullAt: now),
            completedBefore: nil, at: now)
    }
}
