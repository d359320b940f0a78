/// What must hold, whatever happens. Each is counted when something depended on it.
package enum Rule: String, CaseIterable, Sendable {
    /// An accepted intent is in the file until 30 days after its end; a refused one is not.
    case nothingVanishes
    /// Intents are numbered in the order in which they were accepted.
    case numberedInOrder
    /// States change only as the picture of an intent's life says; an end is for good.
    case lifeAsDrawn
    /// `accepted` is the sum of all states, and the store's own audit finds nothing.
    case booksBalance
    /// A second effect of one intent only after somebody else moved the session away, or where the
    /// first left it as it was.
    case onceEach
    /// After an answer that was lost: a look before the next sending.
    case lookAfterLostAnswer
    /// An attempt is in the file, and the intent is `sending`, before the request leaves.
    case writtenBeforeSent
    /// Effects on one session come in the order of acceptance.
    case inOrder
    /// One request that moves a session at a time.
    case oneAtOnce
    /// Nothing leaves for an intent that has ended.
    case notAfterEnd
    /// Under `park`, no session that a colleague has moved is pulled from them.
    case notFromColleagues
    /// What is sent without a look rests on a refresh of the last seconds.
    case lookSparedWithProof
    /// `delivered` only if it had an effect, or the session was seen to be there.
    case deliveredIsTrue
    /// What was sent is never superseded.
    case sentIsNotSuperseded
    /// If an intent that had an effect is cancelled or expires, its reason says so.
    case doubtIsAdmitted
    /// Nobody's time runs out early, whatever is done to the clock; and nothing is sent long after.
    case timeIsKept
    /// The same key gives the same intent.
    case keysAreKept
    /// Nothing leaves before the time that a 429 names.
    case politeAfter429
    /// No more requests in 5 seconds than our share.
    case withinBudget
    /// Once all is well, the queue drains within the stated number of steps.
    case drains
    /// Once all is well and refreshed, the cache says what the server says.
    case cacheComesRight
}

/// A rule that was broken.
package struct Violation: Error, CustomStringConvertible, Sendable {
    package let rule: Rule
    package let words: String

    package var description: String { "\(rule.rawValue): \(words)" }
}
