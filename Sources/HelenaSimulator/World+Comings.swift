/// Sessions that come and go, so that pages shift while somebody walks through them.
///
/// Neither is a write of the API: the journal does not know of them.
extension World {
    /// A customer writes: the session waits in the default department.
    ///
    /// Returns its position, which is the last: it is the youngest.
    mutating func openSession(at now: Timestamp) -> Int {
        var chance = Chance(seed: seed, kind: .session, index: sessionsMade)
        let moment = stamp(now)
        if contacts.isEmpty { contacts.append(Sower.passerBy(seed: seed)) }
        sessions.append(
            SessionRecord(
                id: Identifier.make(seed: seed, kind: .session, index: sessionsMade),
                number: String(100_000 + sessionsMade * 3),
                contact: chance.below(contacts.count),
                channel: chance.below(Names.channels.count),
                isGroup: false, createdAt: moment, flavour: chance.below(1 << 20),
                status: .pending, department: departments.isEmpty ? nil : 0, updatedAt: moment))
        sessionsMade += 1
        sessionTexts.append(nil)
        renumberSessions()
        return sessions.count - 1
    }

    /// The customer of a session that was completed writes again: it waits once more, where it was.
    ///
    /// Returns its position.
    mutating func reopenSession(_ id: String, at now: Timestamp) throws(Refusal) -> Int {
        let position = try session(id)
        sessions[position].status = .pending
        sessions[position].user = nil
        sessions[position].endAt = nil
        sessions[position].updatedAt = stamp(now)
        sessionTexts[position] = nil
        selections.forget()
        return position
    }

    /// From now on nobody has heard of it; its sessions stay where they are.
    mutating func deleteDepartment(_ id: String) throws(Refusal) {
        guard let position = department(id) else { throw .noSuchDepartment }
        departments[position].isDeleted = true
    }

    /// The user leaves; so far the sessions stay with them.
    mutating func deleteUser(_ id: String) throws(Refusal) {
        guard let position = user(id) else { throw .noSuchUser }
        users[position].isDeleted = true
    }

    mutating func deleteSession(_ id: String) throws(Refusal) {
        let position = try session(id)
        transitions[sessions[position].id] = nil
        sessions.remove(at: position)
        sessionTexts.remove(at: position)
        renumberSessions()
    }
}
