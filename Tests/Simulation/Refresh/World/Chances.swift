import Synchronization

/// The agent's own chance, for the jitter of its pauses.
final class Chances: Sendable {
    private let numbers: Mutex<Numbers>

    init(_ numbers: Numbers) { self.numbers = Mutex(numbers) }

    func fraction() -> Double { numbers.withLock { $0.fraction() } }
}
