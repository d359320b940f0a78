import OutpostModel
import OutpostStore
import OutpostSync

// After a quiet day: the cache beside the server, as sets, and field by field.
extension Branch {
    func compare() {
        compareSessions()
        comparePeople()
        for _ in 0..<3 { compareLookups() }
    }

    private func compareSessions() {
        let known = (try? cache.sessions(SessionQuery(limit: .max))) ?? []
        let copies = Dictionary(uniqueKeysWithValues: known.map { ($0.session.id, $0.session) })
        let newest = (try? cache.sessionProgress())?.newest ?? Timestamp(ticks: 0)
        let must = table.latest(at: hours.elapsed).minus(seconds: RefreshOracle.scope)
        let may = newest.minus(seconds: RefreshOracle.scope)
        var there: Set<Session.ID> = []
        for place in table.chats.indices {
            guard let facts = table.version(place)?.facts, let session = table.session(place)
            else { continue }
            there.insert(session.id)
            let isOpen = Session.Status.open.contains(facts.status)
            let copy = copies[session.id]
            require(
                copy == nil || copy == session, place,
                "is \(copy?.object.text ?? ""), not \(session.object.text)")
            require(copy != nil || !isOpen && facts.updatedAt <= must, place, "is not there")
            require(
                copy == nil || facts.status.isOpen || facts.updatedAt >= may, place,
                "is out of scope")
        }
        for session in copies.values where !there.contains(session.id) {
            require(false, table.place(of: session.id) ?? -1, "is gone")
        }
    }

    private func require(_ holds: Bool, _ place: Int, _ words: @autoclosure () -> String) {
        oracle.require(.sessionsComeRight, holds, "session \(place) \(words())")
    }

    private func comparePeople() {
        let departments = (try? cache.departments()) ?? []
        oracle.require(
            .departmentsComeRight, Set(departments) == Set(people.departments),
            "\(departments.map(\.id.short))")
        let users = (try? cache.users()) ?? []
        oracle.require(
            .usersComeRight, Set(users.map(\.sorted)) == Set(people.users.map(\.sorted)),
            "\(users.map(\.id.short))")
    }

    private func compareLookups() {
        let known = ((try? cache.sessions(SessionQuery(limit: .max))) ?? []).map(\.session)
        guard !known.isEmpty else { return }
        let one = numbers.pick(known)
        compare(SessionQuery(statuses: [one.status], limit: .max), known) {
            $0.status == one.status
        }
        if let department = one.departmentID {
            compare(SessionQuery(departmentID: department, limit: .max), known) {
                $0.departmentID == department
            }
            let members = (try? cache.users(in: department)) ?? []
            let expected = people.users.filter { $0.departments.contains(department) }
            oracle.require(
                .lookupsAgree, Set(members.map(\.id)) == Set(expected.map(\.id)),
                "members of \(department.short)")
        }
        if let user = one.userID {
            compare(SessionQuery(userID: user, limit: .max), known) { $0.userID == user }
        }
        compare(SessionQuery(text: one.number, limit: .max), known) {
            $0.number == one.number || $0.contactPhone?.hasSuffix(one.number ?? "-") == true
        }
        guard let name = one.contactName?.split(separator: " ").first.map(String.init)
        else { return }
        compare(SessionQuery(text: name, limit: .max), known) { session in
            session.contactName?.split(separator: " ").contains { $0 == name } == true
        }
    }

    private func compare(
        _ query: SessionQuery, _ known: [Session], _ isMeant: (Session) -> Bool
    ) {
        let found = (try? cache.sessions(query)) ?? []
        oracle.require(
            .lookupsAgree, Set(found.map(\.session.id)) == Set(known.filter(isMeant).map(\.id)),
            "\(query) finds \(found.count)")
    }
}

extension User {
    /// The memberships of a user have no order.
    fileprivate var sorted: User {
        User(
            id: id, name: name, email: email, availability: availability,
            departments: departments.sorted(), object: object)
    }
}
