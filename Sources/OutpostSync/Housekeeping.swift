package import Logging
import OutpostModel
package import OutpostStore
import Foundation
import ServiceLifecycle

/// Keeps the outbox small: forgets what ended long ago, and takes over its journal.
package struct Housekeeping: Service {
    private let outbox: Outbox
    private let clocks: Clocks
    private let logger: Logger

    /// How long ended intents and events are kept, seconds: 30 days.
    package static let kept: Double = 30 * 86_400
    package static let every = Duration.seconds(60)

    package init(_ outbox: Outbox, clocks: Clocks, logger: Logger) {
        self.outbox = outbox
        self.clocks = clocks
        self.logger = logger
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await tidy()
                try? await clocks.sleep(Self.every)
            }
        }
    }

    private func tidy() async {
        do {
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
