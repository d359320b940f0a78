import OutpostModel
package import OutpostStore

extension LargeBranch {
    /// Sessions in one transaction: this is not what is measured.
    private static let batch = 5_000

    /// Fills a cache as refreshing everything once would.
    package func fill(_ cache: Cache) throws {
        _ = try cache.replaceDepartments((0..<Self.departments).map(department), at: now)
        _ = try cache.replaceUsers((0..<Self.users).map(user), at: now)
        for first in stride(from: 0, to: sessions, by: Self.batch) {
            let batch = (first..<min(first + Self.batch, sessions)).map(session)
            _ = try cache.savePage(batch, SessionProgress(walks: 1), at: now)
        }
        _ = try cache.finishWalk(
            [], SessionProgress(cursor: Timestamp(now), walks: 1, met: 1, fullAt: now),
            completedBefore: nil, at: now)
    }
}
