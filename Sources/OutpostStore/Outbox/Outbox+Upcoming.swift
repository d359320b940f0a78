package import OutpostModel

extension Outbox {
    /// Lends what is pending, all of it as it is at this moment, whatever is settled meanwhile.
    ///
    /// What is delivered goes into the cache first, and then out of here. So whoever reads the cache
    /// inside of `body` sees a session as it was or as it is, and never one that was moved, is here no
    /// more, and is not there yet.
    package func withPending<Value>(_ body: (Pending) throws -> Value) throws -> Value {
        try read { database in
            let pending = try Pending(database)
            return Result { try body(pending) }
        }.get()
    }

    /// See ``Pending/upcoming(for:)``.
    package func upcoming(
        for sessions: [Session.ID]
    ) throws(OutboxFailure) -> [Session.ID: Intent] {
        try read { try Pending($0).upcoming(for: sessions) }
    }

    /// See ``Pending/placements()``.
    package func upcomingPlacements() throws(OutboxFailure) -> UpcomingPlacements {
        try read { try Pending($0).placements() }
    }
}
