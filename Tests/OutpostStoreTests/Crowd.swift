import Foundation
import Synchronization

/// Many threads that do the same at once. Threads of their own: the system's pools have no more
/// than there are processors.
final class Crowd: Sendable {
    private let failures = Mutex<[String]>([])
    private let start = DispatchSemaphore(value: 0)
    private let group = DispatchGroup()

    /// Runs `body` on that many threads and waits for them; the failures, in words.
    static func of(_ size: Int, _ body: @escaping @Sendable (Int) throws -> Void) -> [String] {
        let crowd = Crowd()
        for number in 0..<size {
            crowd.group.enter()
            Thread.detachNewThread { crowd.run { try body(number) } }
        }
        for _ in 0..<size { crowd.start.signal() }
        crowd.group.wait()
        return crowd.failures.withLock { $0 }
    }

    private func run(_ body: () throws -> Void) {
        defer { group.leave() }
        start.wait()
        do {
            try body()
        } catch {
            failures.withLock { $0.append("\(error)") }
        }
    }
}
