package import Logging
import OutpostModel
package import OutpostStore
import Foundation
import ServiceLifecycle

/// Keeps the files in order: forgets what ended long ago, takes over the journal, and notices when
/// somebody has taken a file away.
package struct Housekeeping: Service {
    private let outbox: Outbox
    private let cache: Cache
    private let orders: RefreshOrders
    private let clocks: Clocks
    private let logger: Logger

    /// How long ended intents and events are kept, seconds: 30 days.
    package static let kept: Double = 30 * 86_400
    package static let every = Duration.seconds(60)
    /// How often to see whether the files are still ours.
    package static let lookEvery = Duration.seconds(5)

    package init(
        _ outbox: Outbox, cache: Cache, orders: RefreshOrders, clocks: Clocks, logger: Logger
    ) {
        self.outbox = outbox
        self.cache = cache
        self.orders = orders
        self.clocks = clocks
        self.logger = logger
    }

    /// Throws ``StoreFailure`` if the outbox was taken away: what commands accept now would not be
    /// seen by this agent any more.
    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            var tidiedAt: Duration?
            while !Task.isCancelled {
                try look()
                if tidiedAt.map({ clocks.uptime() - $0 >= Self.every }) ?? true {
                    tidiedAt = clocks.uptime()
                    await tidy()
                }
                try? await clocks.sleep(Self.lookEvery)
            }
        }
    }

    private func look() throws {
        if outbox.isReplaced {
            throw StoreFailure.notWritable(
                file: Outbox.fileName, detail: "somebody deleted or replaced it while the agent ran"
            )
        }
        guard cache.isReplaced else { return }
        do {
            try cache.rebuild()
            logger.warning("somebody took the cache away: it is filled anew")
            _ = orders.place(Resource.allCases, full: true)
        } catch {
            logger.error("the cache cannot be rebuilt", metadata: ["error": "\(error)"])
        }
    }

    private func tidy() async {
        do {
            _ = try cache.removeTraces()
            while try outbox.prune(
                before: clocks.now().addingTimeInterval(-Self.kept), at: clocks.now()) > 0
            {
                // In small steps: whoever accepts a transfer meanwhile waits for one of them at most.
                guard !Task.isCancelled else { return }
                await Task.yield()
            }
            let journal = try outbox.tidyJournal()
            if journal.isHeldBack, journal.bytes > Journal.worthAWord {
                logger.warning(
                    "another program reads outbox.sqlite and does not let go: its journal grows",
                    metadata: ["bytes": "\(journal.bytes)"])
            }
        } catch {
            logger.error("housekeeping failed", metadata: ["error": "\(error)"])
        }
    }
}
