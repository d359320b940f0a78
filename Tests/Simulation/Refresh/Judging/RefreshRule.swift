/// What must hold of refreshing, whatever happens. Each is counted when something depended on it.
package enum RefreshRule: String, CaseIterable, Sendable {
    /// The cursor is no later than the server's clock was when the walk that set it began.
    case cursorIsPast
    /// On a server that tells all changes: what changed longer before the cursor than the overlap is
    /// in the cache.
    case nothingIsSkipped
    /// What the server has, and has told, does not leave the cache.
    case nothingIsWronglyDeleted
    /// What the cache has of a session is never replaced by what was so before.
    case nothingGoesBack
    /// Where nothing stands in its way, a walk goes by the times of creation, not by counting pages.
    case walksGoByCreation
    /// A server that answers with what is out of the bound it was given is not asked on with it.
    case boundsAreMinded
    /// A walk under way is gone on with, whatever cut it off.
    case walksGoOn
    /// When a proof of freshness begins, the cache has what the server showed by then.
    case proofsAreTrue
    /// A refresh that finds nothing new costs at most two requests.
    case idleIsCheap
    /// Each refresh ends, after a number of requests that goes with the number of sessions.
    case requestsAreBounded
    /// On a quiet line nothing fails.
    case quietSucceeds
    /// After a quiet day the cache holds what the server has within scope, to the letter.
    case sessionsComeRight
    case departmentsComeRight, usersComeRight
    /// Sessions are found by status, department, user, number and name accordingly.
    case lookupsAgree
}
