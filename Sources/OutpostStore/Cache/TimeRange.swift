package import OutpostModel

/// Moments between two bounds, which do not belong to it themselves: the API calls them After and
/// Before.
package struct TimeRange: Hashable, Sendable {
    package var after: Timestamp?
    package var before: Timestamp?

    package init(after: Timestamp? = nil, before: Timestamp? = nil) {
        self.after = after
        self.before = before
    }

    /// Whether every session passes, also one that has no such moment.
    package var isOpen: Bool { after == nil && before == nil }
}
