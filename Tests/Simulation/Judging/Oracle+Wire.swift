import OutpostModel
import OutpostSync

// What is seen on the wire.
extension Oracle {
    /// What drift of the clock may cost an intent.
    static let drift = Duration.seconds(30)

    /// What four lanes may have reserved for a look and a transfer, and not used yet.
    private static let reserved = 8.0

    /// Any request leaves.
    func departs(at time: Duration, turnTakenAt: Duration) {
        // What had its turn before the 429 was heard may leave: it has decided, and must not wait.
        if throttledUntil > .zero, turnTakenAt > throttledAt {
            require(
                .politeAfter429, turnTakenAt >= throttledUntil,
                "left \(throttledUntil - turnTakenAt) too early")
        }
        departures.append(turnTakenAt)
        if departures.count > 400 { departures.removeFirst(200) }
        let recent = departures.reversed().prefix { time - $0 < .seconds(5) }.count
        require(
            .withinBudget, Double(recent) <= max(200 * share, 3) + Self.reserved,
            "\(recent) in 5 s of \(share)")
    }

    /// An agent starts. What the one before it spent, and a 429 that it heard, hold for this one too.
    func startsToSpend() {
        guard limitsMayBeForgotten else { return }
        limitsMayBeForgotten = false
        departures = []
        throttledUntil = .zero
    }

    /// The agent hears a 429.
    func throttled(until end: Duration, at time: Duration) {
        if throttledUntil <= time { throttledAt = time }
        throttledUntil = max(throttledUntil, end)
    }

    /// A transfer leaves.
    ///
    /// - Parameters:
    ///   - lookedAt: when the session was read in the same run of the lane, if it was.
    ///   - startedAt: when that run began.
    func sends(
        _ id: Intent.ID, lookedAt: Duration?, startedAt: Duration, at time: Duration
    ) {
        guard let place = record(id) else {
            return require(.nothingVanishes, false, "sent what nobody accepted")
        }
        let record = records[place]
        require(.notAfterEnd, record.state.isOpen, "\(record.number) is \(record.state)")
        require(
            .writtenBeforeSent, record.state == .sending, "\(record.number) is \(record.state)")
        moving[record.chat, default: 0] += 1
        require(.oneAtOnce, moving[record.chat] == 1, "\(moving[record.chat] ?? 0) at once")
        if record.owesLook {
            require(
                .lookAfterLostAnswer, lookedAt != nil || excused.contains(record.chat),
                "\(record.number) was sent again blindly")
        }
        if lookedAt == nil {
            let oldest = startedAt - Freshness.lasts
            require(
                .lookSparedWithProof, proofs.contains { $0 >= oldest && $0 <= startedAt },
                "\(record.number) was sent without a look")
        }
        if !record.isTimeless {
            require(
                .timeIsKept, startedAt - record.acceptedAt <= record.lifetime + Self.drift,
                "\(record.number) was sent after its time")
        }
        let seen = places(record.chat, lookedAt: lookedAt, startedAt: startedAt)
        respectsPeople(record, seen)
        records[place].owesLook = true
        // From now on, this is what an unchanged session looks like.
        records[place].expected += seen
    }

    /// Where the agent may have seen the session: in its look, or in the cache, which had every change
    /// up to a proof.
    private func places(
        _ chat: Int, lookedAt: Duration?, startedAt: Duration
    ) -> [Placement] {
        let stays = history[chat]
        let since = lookedAt ?? startedAt - Freshness.lasts
        let first = stays.lastIndex { $0.since <= since } ?? 0
        return lookedAt == nil ? stays[first...].map(\.placement) : [stays[first].placement]
    }

    /// Whether the session was seen where the intent may take it from.
    private func respectsPeople(_ record: Record, _ places: [Placement]) {
        guard record.ifMoved == .park, !record.isForced, !record.expected.isEmpty else { return }
        require(
            .notFromColleagues,
            places.contains { isExpected($0, record) } || excused.contains(record.chat),
            "\(record.number) pulls \(record.chat) from a colleague")
    }

    private func isExpected(_ placement: Placement, _ record: Record) -> Bool {
        record.expected.contains(placement)
            || records[..<(record.number - 1)].contains {
                $0.chat == record.chat && $0.mayHaveArrived && $0.isReached(at: placement)
            }
    }

    /// The server has done what an intent asked for.
    func effect(of id: Intent.ID, _ placement: Placement, at time: Duration) {
        guard let place = record(id) else { return }
        let record = records[place]
        let isExcused = excused.contains(record.chat)
        let stays = history[record.chat]
        if let latest = record.effects.last {
            let isDisturbed = stays[(latest + 1)...].contains { $0.mover == .colleague }
            let isInvisible = isInvisible(latest, of: record)
            require(
                .onceEach, isDisturbed || isInvisible || isExcused,
                "\(record.number) was carried out twice")
        } else {
            require(.onceEach, true, "")
        }
        let later = records[(place + 1)...].contains {
            $0.chat == record.chat && !$0.effects.isEmpty
        }
        require(.inOrder, !later || isExcused, "\(record.number) comes after a later one")
        history[record.chat].append(
            Stay(since: time, placement: placement, mover: .intent(record.number)))
        records[place].effects.append(stays.count)
        for other in records.indices.dropFirst(place)
        where records[other].chat == record.chat && !records[other].expected.isEmpty {
            records[other].expected.append(placement)
        }
    }

    /// The agent hears how a transfer came out, or dies before it does.
    func hears(_ id: Intent.ID, _ failure: RemoteFailure?) {
        guard let place = record(id) else { return }
        moving[records[place].chat, default: 1] -= 1
        if failure?.mayHaveBeenApplied != true {
            records[place].owesLook = false
        } else {
            records[place].mayHaveArrived = true
        }
    }

    func loses(_ id: Intent.ID) {
        guard let place = record(id) else { return }
        moving[records[place].chat, default: 1] -= 1
        records[place].mayHaveArrived = true
    }

    /// The agent sees a session, for an intent's sake.
    func sees(_ id: Intent.ID, _ placement: Placement) {
        guard let place = record(id) else { return }
        records[place].wasSeenThere = records[place].isReached(at: placement)
    }
}
