/// What is done again and again to keep the cache in step; the earlier here, the more urgent when
/// several are due.
package enum RefreshChore: Hashable, CaseIterable, Sendable {
    /// What changed of the sessions: what the queue needs first after an outage.
    case changes
    case users
    case departments
    /// A full walk of the sessions, a page at a time, when there is nothing else to do.
    case reconcile
}
