/// SplitMix64.
///
/// A generator of our own, because the standard library does not promise that the same seed gives
/// the same numbers in its next version, and the world must be the same everywhere.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for one thing, so that a larger world begins with the smaller one.
    init(seed: UInt64, kind: EntityKind, index: Int) {
        var mixer = Chance(seed: seed &+ kind.rawValue &* 0xD1B5_4A32_D192_ED03)
        let start = mixer.next()
        state = start ^ (UInt64(bitPattern: Int64(index)) &* 0x9FB2_1C65_1E98_DF25)
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `limit`, which must be at least 1.
    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }

    mutating func happens(percent: Int) -> Bool {
        below(100) < percent
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }
}
