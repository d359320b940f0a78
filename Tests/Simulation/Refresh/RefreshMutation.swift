/// What a broken agent would do when it refreshes, to prove that the oracle would notice.
///
/// The agent's own code stays as it is: each is done around it, to what it is given, and to what it
/// has written.
package enum RefreshMutation: String, CaseIterable, Sendable {
    /// A walk of changes begins at the cursor itself.
    case dropOverlap
    /// The cursor moves on before the page is in the cache.
    case cursorBeforeCommit
    /// The cursor moves on to the newest that a walk has met, and not to what was past at its begin.
    case cursorToNewest
    /// The cursor is our own time.
    case cursorFromOurClock
    /// Departments and users are deleted on the word of one short list.
    case deleteUnconfirmed
    /// What a full walk has not met is deleted without asking for it.
    case deleteUnasked
    /// Walks go by page numbers alone.
    case countPages
    /// Whatever the server answers when asked by creation goes on from the page before.
    case trustBorder
    /// Where the server cannot be asked by creation, pages are counted from where we are.
    case goOnInsteadOfRestart
    /// What is out of the bound that was asked for is overlooked.
    case trustFilter
    /// What a walk of changes should have shown is not missed.
    case noWitnesses
    /// After a crash all walks begin anew.
    case forgetPosition
    /// The position is kept although the page was lost.
    case positionWithoutPage
    /// What is out of scope is decided by our clock.
    case scopeByOurClock
    /// Fields that this version does not know are left out.
    case dropUnknownFields
    /// What was answered earlier and comes later replaces what is newer.
    case oldOverNew
    /// A walk that was cut off long ago proves that all is fresh.
    case proveResumed
    /// What a walk has missed is never asked for.
    case neverAskForMissing
}
