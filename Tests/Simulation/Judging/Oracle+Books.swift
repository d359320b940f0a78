import OutpostModel
import OutpostSync

// What the file says.
extension Oracle {
    private static let kept = Duration.seconds(30 * 86_400)

    /// Compares the file with what was promised, after every step that changed it.
    func read(_ books: Books, at time: Duration) {
        let rows = books.read()
        var next = 0
        for place in records.indices {
            if next < rows.count, rows[next].sequence == records[place].number {
                compare(rows[next], place, at: time)
                next += 1
            } else if !records[place].wasPruned {
                missing(place, at: time)
            }
        }
        require(
            .nothingVanishes, next == rows.count, "\(rows.count) rows, \(next) of them known")
        let sums = books.sums()
        require(
            .booksBalance, sums.accepted == sums.states && sums.accepted == records.count,
            "\(sums.accepted) accepted, \(sums.states) in states, \(records.count) promised")
    }

    private func missing(_ place: Int, at time: Duration) {
        let record = records[place]
        let isOld = record.endedAt.map { time - $0 >= Self.kept - Self.drift } ?? false
        require(
            .nothingVanishes, !record.state.isOpen && (isOld || record.isTimeless),
            "\(record.number), \(record.state), is gone")
        records[place].wasPruned = true
    }

    private func compare(_ row: Books.Row, _ place: Int, at time: Duration) {
        let before = records[place].state
        require(
            .writtenBeforeSent, row.openAttempts == (row.state == .sending ? 1 : 0),
            "\(row.sequence) is \(row.state) with \(row.openAttempts) open attempts")
        guard row.state != before else { return }
        ledger.count(.state, "\(before.rawValue) to \(row.state.rawValue)")
        require(
            .lifeAsDrawn, Life.allows(before, row.state),
            "\(row.sequence) went from \(before) to \(row.state)")
        records[place].state = row.state
        if !row.state.isOpen { records[place].endedAt = time }
        ended(row, records[place], at: time)
    }

    private func ended(_ row: Books.Row, _ record: Record, at time: Duration) {
        let hadEffect = record.effects.contains {
            !isUndone($0, record.chat) && !isInvisible($0, of: record)
        }
        let isExcused = excused.contains(record.chat)
        switch row.state {
        case .delivered:
            require(
                .deliveredIsTrue, !record.effects.isEmpty || record.wasSeenThere || isExcused,
                "\(row.sequence) has no effect")
        case .superseded:
            require(
                .sentIsNotSuperseded, !hadEffect || isExcused || record.isForced,
                "\(row.sequence) had an effect")
        case .cancelled, .expired:
            if hadEffect {
                require(
                    .doubtIsAdmitted, row.admitsDoubt || isExcused || record.isForced,
                    "\(row.sequence) had an effect and says nothing of it")
            }
            if row.state == .expired, !record.isTimeless {
                require(
                    .timeIsKept, time - record.acceptedAt >= record.lifetime - Self.drift,
                    "\(row.sequence) expired after \(time - record.acceptedAt)")
            }
        default: break
        }
    }

    /// A department may hand the session to whom it was taken from: then nobody can see that
    /// anything was done.
    func isInvisible(_ effect: Int, of record: Record) -> Bool {
        let stays = history[record.chat]
        return record.target.userID == nil && stays[effect].placement.userID != nil
            && stays[..<effect].contains { $0.placement == stays[effect].placement }
    }

    /// Whether a colleague has brought the session back to where it was: then a look cannot tell.
    private func isUndone(_ effect: Int, _ chat: Int) -> Bool {
        let stays = history[chat]
        let before = stays[..<effect].map(\.placement)
        return stays[(effect + 1)...].contains {
            $0.mover == .colleague && before.contains($0.placement)
        }
    }
}
