/// What changes sessions.
///
/// All of it goes through `apply`, so that nothing is left out of the journal.
extension World {
    /// Does it and writes it down, or refuses and changes nothing.
    ///
    /// Returns the session's position.
    @discardableResult
    mutating func apply(
        _ write: Write, to sessionID: String, by author: JournalEntry.Author, at now: Timestamp
    ) throws(Refusal) -> Int {
        let position = try session(sessionID)
        var changed = sessions[position]
        guard changed.status != .completed else { throw .sessionCompleted }
        switch write {
        case .transfer(.department(let id)):
            guard let department = department(id) else { throw .noSuchDepartment }
            changed.department = department
            changed.user = nil
            changed.status = .pending
        case .transfer(.user(let id, let department)):
            try give(&changed, to: id, in: department)
        case .assignee(let id):
            try give(&changed, to: id, in: nil)
        case .status(let status):
            changed.status = status
        case .complete:
            changed.status = .completed
        }
        changed.updatedAt = stamp(now)
        if changed.status == .completed { changed.endAt = changed.updatedAt }
        sessions[position] = changed
        sessionTexts[position] = nil
        selections.forget()
        record(write.kind, position, by: author)
        return position
    }

    private func give(
        _ session: inout SessionRecord, to userID: String, in departmentID: String?
    ) throws(Refusal) {
        guard let position = user(userID) else { throw .noSuchUser }
        let memberships = users[position].departments
        if let departmentID {
            guard let department = department(departmentID) else { throw .noSuchDepartment }
            guard memberships.contains(department) else { throw .userOutsideDepartment }
            session.department = department
        } else if !(session.department.map(memberships.contains) ?? false) {
            session.department = memberships.first
        }
        session.user = position
        session.status = .inProgress
    }

    /// Later than anything before, with 0 to 7 fractional digits like everything else.
    mutating func stamp(_ now: Timestamp) -> Timestamp {
        let short = now.keeping(digits: journal.count % 8)
        if short > newest {
            newest = short
        } else {
            newest = now > newest ? now : newest.adding(ticks: 1)
        }
        return newest
    }

    /// The journal's entry, and the message that everybody in the conversation sees.
    ///
    /// Doing the same twice leaves two of each.
    private mutating func record(
        _ kind: JournalEntry.Kind, _ position: Int, by author: JournalEntry.Author
    ) {
        let session = sessions[position]
        let userID = session.user.map { users[$0].userID }
        journal.append(
            JournalEntry(
                sequence: journal.count + 1, sessionID: session.id, kind: kind,
                departmentID: session.department.map { departments[$0].id }, userID: userID,
                status: session.status.rawValue, at: session.updatedAt.date, by: author))

        let owner = session.user.map { users[$0].name }
        let place = session.department.map { departments[$0].name }
        transitions[session.id, default: []].append(
            MessageRecord(
                id: Identifier.make(seed: seed, kind: .message, index: -journal.count),
                createdAt: session.updatedAt, type: "TRANSITION", isFromCustomer: false,
                text: kind == .complete
                    ? "Atendimento concluído"
                    : "Atendimento transferido para \(owner ?? place ?? "a fila")",
                userID: userID))
    }
}
