import Logging

extension Logger {
    /// That `cache.keep` was narrowed, and what that takes.
    @Sendable func sayTakingOut(_ sessions: Int) {
        guard sessions > 0 else { return }
        notice(
            "less of sessions is to be kept than before: the rest is being taken out of the cache",
            metadata: ["sessions": "\(sessions)"])
    }
}
