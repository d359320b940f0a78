import Synchronization

/// Random numbers from a seed, the same in every run (SplitMix64).
final class Chance: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed &* 0x9e37_79b9_7f4a_7c15) }

    /// From 0 up to 1.
    func next() -> Double {
        let mixed = state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
        return Double(mixed >> 11) / 9_007_199_254_740_992
    }
}
