import Seeded
import Synchronization

/// Chance for ``Clocks``, from a seed.
final class Chance: Sendable {
    private let numbers: Mutex<SplitMix>

    init(seed: UInt64) { numbers = Mutex(SplitMix(seed: seed &* 0x9e37_79b9_7f4a_7c15)) }

    /// From 0 up to 1.
    func next() -> Double {
        let mixed = numbers.withLock { $0.next() }
        return Double(mixed >> 11) / 9_007_199_254_740_992
    }
}
