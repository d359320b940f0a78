/// What stands on disk of the budget for requests, for whoever spends from it next.
package struct SavedBudget: Hashable, Sendable {
    package struct Bucket: Hashable, Sendable {
        /// What could be asked in all in its time.
        package let limit: Double
        /// Requests that were made, or may have been, and for which no time has made up.
        package let spent: Double
        /// How many of them no time makes up for: whoever wrote this may have made them since. None
        /// after a clean end.
        package let pending: Int

        package init(limit: Double, spent: Double, pending: Int) {
            self.limit = limit
            self.spent = spent
            self.pending = pending
        }
    }

    /// Of the limit for 5 seconds.
    package let short: Bucket
    /// Of the limit for 5 minutes.
    package let long: Bucket
    /// How long nothing may leave, from ``savedAt`` on: the server said 429.
    package let pause: Duration
    /// Nil where the system does not tell.
    package let savedAt: BootMoment?

    package init(short: Bucket, long: Bucket, pause: Duration, savedAt: BootMoment?) {
        self.short = short
        self.long = long
        self.pause = pause
        self.savedAt = savedAt
    }
}
