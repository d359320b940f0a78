import Seeded

/// Chance of the torture, the same for the same seed.
struct Dice: RandomNumberGenerator, Sendable {
    private var numbers: SplitMix

    init(seed: UInt64) { numbers = SplitMix(seed: seed &* 0xd134_2543_de82_ef95) }

    mutating func next() -> UInt64 { numbers.next() }

    mutating func happens(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func milliseconds(_ range: ClosedRange<Int>) -> Duration {
        .milliseconds(count(range))
    }

    /// One of them; there must be one.
    mutating func pick<Item>(_ choices: [Item]) -> Item { choices[count(0...(choices.count - 1))] }
}
