import OutpostModel

/// How often everything happened. What never happened proves nothing.
package struct Ledger: Sendable {
    package private(set) var counts: [String: Int] = [:]

    private let expected: [String]

    /// - Parameter expected: what has to happen in any large number of scenarios.
    package init(expecting expected: [String] = Ledger.ofTransfers) { self.expected = expected }

    /// The most steps that the queue took to drain, for each intent that was open.
    package private(set) var longestDrain = 0

    mutating func count(_ kind: Kind, _ what: String) {
        counts["\(kind.rawValue) \(what)", default: 0] += 1
    }

    mutating func drained(inSteps steps: Int) { longestDrain = max(longestDrain, steps) }

    package mutating func add(_ other: Ledger) {
        counts.merge(other.counts, uniquingKeysWith: +)
        longestDrain = max(longestDrain, other.longestDrain)
    }

    /// What has to happen in any large number of scenarios, and has not.
    package var missing: [String] {
        expected.filter { counts[$0] == nil }
    }

    /// One line for each, in a fixed order.
    package var lines: [String] {
        Set(expected).union(counts.keys).sorted().map { "\(counts[$0] ?? 0)\t\($0)" }
    }

    package enum Kind: String, Sendable {
        case command, crash, fate, mishap, rule, state
        case change, event, length, mischance, quirk
    }

    /// What the life of transfers must show.
    package static let ofTransfers: [String] =
        names(.fate, Fate.allCases.map(\.rawValue))
        + names(.rule, Rule.allCases.map(\.rawValue))
        + names(.mishap, Mishap.allCases.map(\.rawValue))
        + names(.command, Command.allCases.map(\.rawValue))
        + names(.crash, CrashPoint.allCases.map(\.rawValue))
        + names(
            .state,
            Life.steps.flatMap { step in step.value.map { "\(step.key.rawValue) to \($0.rawValue)" }
            })

    static func names(_ kind: Kind, _ words: [String]) -> [String] {
        words.map { "\(kind.rawValue) \($0)" }
    }
}
