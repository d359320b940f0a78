/// How everything stands, as `outpost status --json` shows it. Its members are a promise: they stay.
package struct StatusReport: Codable, Hashable, Sendable {
    package struct Connectivity: Codable, Hashable, Sendable {
        /// `online`, `offline` or `unknown`; only a running agent knows.
        package let state: String
        @Nullable package var since: Timestamp?
        @Nullable package var reason: String?
        /// What stands between us and the API, where one request could tell.
        @Nullable package var cause: OfflineCause?
        /// Which part of the way works, and which does not.
        package let layers: Layers

        package init(
            state: String, since: Timestamp?, reason: String?, cause: OfflineCause? = nil,
            layers: Layers = .unknown
        ) {
            self.state = state
            _cause = Nullable(wrappedValue: cause)
            _since = Nullable(wrappedValue: since)
            _reason = Nullable(wrappedValue: reason)
            self.layers = layers
        }
    }

    package struct CachedResource: Codable, Hashable, Sendable {
        package let count: Int
        @Nullable package var refreshedAt: Timestamp?
        @Nullable package var ageSeconds: Int?
        /// Why the last refresh failed; null once one has worked again.
        @Nullable package var failure: String?
        @Nullable package var failedAt: Timestamp?
        /// Whether everything in scope is there, as of `refreshedAt`.
        package let complete: Bool
        /// How far a full walk has come that is under way, or was cut off by the line.
        @Nullable package var walked: RefreshState.Walked?

        package init(count: Int, _ state: RefreshState, ageSeconds: Int?) {
            self.count = count
            complete = state.isComplete
            _refreshedAt = Nullable(wrappedValue: state.refreshedAt.map { Timestamp($0) })
            _ageSeconds = Nullable(wrappedValue: ageSeconds)
            _failure = Nullable(wrappedValue: state.failure)
            _failedAt = Nullable(wrappedValue: state.failedAt.map { Timestamp($0) })
            _walked = Nullable(wrappedValue: state.walked)
        }
    }

    package struct CacheReport: Codable, Hashable, Sendable {
        package let departments: CachedResource
        package let users: CachedResource
        package let sessions: CachedResource

        package init(
            departments: CachedResource, users: CachedResource, sessions: CachedResource
        ) {
            self.departments = departments
            self.users = users
            self.sessions = sessions
        }
    }

    package struct OutboxReport: Codable, Hashable, Sendable {
        package let accepted: Int
        package let queued: Int
        package let sending: Int
        package let conflict: Int
        package let held: Int
        package let delivered: Int
        package let superseded: Int
        package let cancelled: Int
        package let expired: Int
        package let rejected: Int
        @Nullable package var oldestQueuedSeconds: Int?
        /// How many were rejected or expired in the last day.
        @Nullable package var failedLastDay: Int?

        package init(_ tally: Tally, oldestQueuedSeconds: Int?, failedLastDay: Int = 0) {
            accepted = tally.accepted
            queued = tally[.queued]
            sending = tally[.sending]
            conflict = tally[.conflict]
            held = tally[.held]
            delivered = tally[.delivered]
            superseded = tally[.superseded]
            cancelled = tally[.cancelled]
            expired = tally[.expired]
            rejected = tally[.rejected]
            _oldestQueuedSeconds = Nullable(wrappedValue: oldestQueuedSeconds)
            _failedLastDay = Nullable(wrappedValue: failedLastDay)
        }
    }

    /// What may still be asked of the API.
    package struct Budget: Codable, Hashable, Sendable {
        package struct Window: Codable, Hashable, Sendable {
            /// Our share of what the account may ask in such a time.
            package let limit: Int
            /// How many requests of it may leave at once, where none have for a while.
            package let atOnce: Int
            /// How many may at this moment.
            package let left: Int

            package init(limit: Int, atOnce: Int, left: Int) {
                self.limit = limit
                self.atOnce = atOnce
                self.left = left
            }
        }

        package let share: Double
        package let fiveSeconds: Window
        package let fiveMinutes: Window
        /// Nothing leaves until then: the server said 429.
        @Nullable package var pausedUntil: Timestamp?

        package init(
            share: Double, fiveSeconds: Window, fiveMinutes: Window, pausedUntil: Timestamp?
        ) {
            self.share = share
            self.fiveSeconds = fiveSeconds
            self.fiveMinutes = fiveMinutes
            _pausedUntil = Nullable(wrappedValue: pausedUntil)
        }
    }

    package struct Paused: Codable, Hashable, Sendable {
        package let reason: String
        /// What a person has to do, a part of a sentence; null where an older agent answers.
        @Nullable package var next: String?

        package init(reason: String, next: String?) {
            self.reason = reason
            _next = Nullable(wrappedValue: next)
        }
    }

    package struct Daemon: Codable, Hashable, Sendable {
        package let running: Bool
        @Nullable package var pid: Int32?
        @Nullable package var version: String?
        /// Why none could start, where none runs and that is known; with what is to be done.
        @Nullable package var obstacle: String?

        package init(running: Bool, pid: Int32?, version: String?, obstacle: String? = nil) {
            self.running = running
            _pid = Nullable(wrappedValue: pid)
            _version = Nullable(wrappedValue: version)
            _obstacle = Nullable(wrappedValue: obstacle)
        }

        package static let stopped = Daemon(running: false, pid: nil, version: nil)
    }

    package let connectivity: Connectivity
    package let cache: CacheReport
    package let outbox: OutboxReport
    @Nullable package var paused: Paused?
    /// Null where nothing was ever asked.
    @Nullable package var budget: Budget?
    package let daemon: Daemon
    /// What a person should look into, a sentence each.
    package let warnings: [String]
    /// Transfers that wait for a person, the oldest first, then those that were rejected or expired in
    /// the last day, the newest first; a few of each.
    @Nullable package var attention: [Attention]?
    /// Null where no agent runs.
    @Nullable package var callers: Callers?

    package init(
        connectivity: Connectivity, cache: CacheReport, outbox: OutboxReport, paused: Paused?,
        budget: Budget?, daemon: Daemon, warnings: [String], attention: [Attention] = [],
        callers: Callers? = nil
    ) {
        self.connectivity = connectivity
        self.cache = cache
        self.outbox = outbox
        _paused = Nullable(wrappedValue: paused)
        _budget = Nullable(wrappedValue: budget)
        self.daemon = daemon
        self.warnings = warnings
        _attention = Nullable(wrappedValue: attention)
        _callers = Nullable(wrappedValue: callers)
    }
}
