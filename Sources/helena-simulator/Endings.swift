import Dispatch
import Foundation

/// The reasons to end: SIGTERM, SIGINT and, if asked for, the end of standard input.
struct Endings {
    private let reasons: AsyncStream<Void>
    private let signals: [any DispatchSourceSignal]

    init(withStandardInput: Bool) {
        let (reasons, continuation) = AsyncStream.makeStream(of: Void.self)
        self.reasons = reasons
        signals = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        guard withStandardInput else { return }
        // A thread of its own, since reading blocks for as long as the parent lives.
        Thread.detachNewThread {
            while let bytes = try? FileHandle.standardInput.read(upToCount: 4096), !bytes.isEmpty {}
            continuation.yield()
        }
    }

    /// Returns when there is one.
    func first() async {
        for await _ in reasons { break }
        signals.forEach { $0.cancel() }
    }
}
