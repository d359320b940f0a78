import Glibc
import Simulation

/// What many scenarios came to.
struct Tally {
    private(set) var ledger: Ledger
    private(set) var lived = 0
    private(set) var failures = 0

    init(_ expected: [String]) { ledger = Ledger(expecting: expected) }

    mutating func add(_ other: Ledger, _ violation: String?, _ seed: UInt64) {
        lived += 1
        ledger.add(other)
        guard let violation else { return }
        failures += 1
        print("seed \(seed): \(violation)")
        fflush(nil)
    }
}
