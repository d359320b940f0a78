import Seeded
import Synchronization

/// Chance for ``Clocks``, from a seed.
final class SeededChance: Sendable {
    private let numbers: Mutex<SplitMix>

    init(seed: UInt64) { numbers = Mutex(SplitMix(seed: seed)) }

    func next() -> Double { numbers.withLock { Double.random(in: 0..<1, using: &$0) } }
}
