import OutpostModel
import OutpostStore

/// How things stood before a step of the agent.
struct Before: Sendable {
    let progress: SessionProgress
    /// Which version of each session the server showed.
    let shown: [Int?]
    let requests: Int
    let nested: Int
    /// How often something in the cache had changed.
    let changes: Int

    init(_ branch: Branch) {
        progress = (try? branch.cache.sessionProgress()) ?? SessionProgress()
        shown = branch.table.shownVersions
        requests = branch.requests
        nested = branch.nested
        changes = branch.oracle.changes
    }
}
