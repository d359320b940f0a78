import Foundation

/// What the cache has for a question.
struct Stored<Value> {
    /// Nil if it has no such thing.
    let value: Value?
    /// When it was last known to be so; nil if the cache cannot say.
    let knownAt: Date?

    func copy(at now: Date) -> ReadRule.Copy {
        guard let knownAt else { return .nothing }
        // Never negative, whatever the clock was set to.
        let age = max(0, Int(now.timeIntervalSince(knownAt)))
        return value == nil ? .absence(age: age) : .object(age: age)
    }
}
