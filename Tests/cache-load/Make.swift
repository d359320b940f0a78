import ArgumentParser
import Foundation
import LargeBranch
import OutpostStore

/// Makes the cache of a branch, as refreshing everything once would leave it.
struct Make: ParsableCommand {
    @Option(help: "The directory for cache.sqlite; it must exist.")
    var directory: String

    @Option(help: "How many sessions.")
    var sessions: Int

    func run() throws {
        let cache = try Cache.open(in: directory)
        defer { cache.close() }
        try LargeBranch(sessions: sessions, now: Date()).fill(cache)
    }
}
