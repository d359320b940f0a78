import OutpostModel
import OutpostSync

// What becomes of each request.
extension Branch {
    typealias Answer<Value> = Result<Value, RemoteFailure>

    func departments() -> Answer<[Department]> {
        if let list: [Department] = sabotage.repeated(hours.elapsed) { return .success(list) }
        return list(.departments, \.departments) { $0.sabotage.note($1, at: $0.hours.elapsed) }
    }

    func users() -> Answer<[User]> {
        if let list: [User] = sabotage.repeated(hours.elapsed) { return .success(list) }
        return list(.users, \.users) { $0.sabotage.note($1, at: $0.hours.elapsed) }
    }

    private func list<Item: Identifiable, Subject>(
        _ resource: Resource, _ items: (People) -> [Item], _ note: (Branch, [Item]) -> Void
    ) -> Answer<[Item]> where Item.ID == Identifier<Subject> {
        let answer = ask("\(resource)") { mischance in
            let all = items(people)
            let list = Array(all.prefix(length(of: all.count, resource, mischance)))
            let known =
                (resource == .users ? oracle.last?.users : oracle.last?.departments)?.count ?? 0
            // A list that is not much shorter than what is known has to be believed, and so has one
            // that is short twice.
            let isAgain = oracle.isExcused[resource] != nil
            oracle.isExcused[resource] =
                list.count == all.count ? nil : isAgain || list.count * 2 >= known
            oracle.truth[resource] = Set(all.map(\.id.text))
            return .success(list)
        }
        if case .success(let list) = answer { note(self, list) }
        return answer
    }

    /// How many items of a list are shown.
    private func length(of count: Int, _ resource: Resource, _ mischance: Mischance?) -> Int {
        switch lieAgain.removeValue(forKey: resource) ?? mischance {
        case .listEmptied: return 0
        case .listHalved: return count / 3
        case .listEmptiedTwice:
            if mischance == .listEmptiedTwice { lieAgain[resource] = .listEmptied }
            return 0
        case .listHalvedTwice:
            if mischance == .listHalvedTwice { lieAgain[resource] = .listHalved }
            return count / 3
        default: return count
        }
    }

    func sessions(_ request: SessionPageRequest) -> Answer<SessionPage> {
        let answer = ask("\(request)") { mischance in
            oracle.asked(request)
            return .success(page(request, mischance))
        }
        guard case .success(let page) = answer else { return answer }
        oracle.answered(request, page, at: servedAt)
        note("answers \(page.sessions.map { table.place(of: $0.id) ?? -1 }) \(page.hasMore)")
        return .success(sabotage.alter(page, asked: request, cache, reader))
    }

    private func page(_ request: SessionPageRequest, _ mischance: Mischance?) -> SessionPage {
        let page = table.page(request, &numbers)
        defer { lastPage = page }
        switch mischance {
        case .cutAfterServing, .timedOut, .crashAfterServing:
            if sabotage.editsWalks { oracle.takeForAnswered() }
            sabotage.lose(page, asked: request, cache, hours)
            return page
        case .pageRepeated:
            return (lastPage ?? page).with(
                lastPage?.sessions ?? page.sessions, pageNumber: request.pageNumber)
        case .pageMisnumbered:
            return page.with(page.sessions, pageNumber: request.pageNumber + 1)
        case .itemsGarbled:
            let readable = page.sessions.filter { _ in numbers.happens(0.7) }
            return page.with(readable, unreadable: page.sessions.count - readable.count)
        default:
            let length = length(of: page.sessions.count, .sessions, mischance)
            guard length < page.sessions.count else { return page }
            return SessionPage(
                sessions: Array(page.sessions.prefix(length)), unreadable: 0,
                pageNumber: page.pageNumber, totalItems: length, totalPages: nil, hasMore: false)
        }
    }

    func session(_ id: Session.ID) -> Answer<Session> {
        ask("session \(table.place(of: id) ?? -1)", isList: false) { mischance in
            guard let place = table.place(of: id), let session = table.session(place) else {
                return .failure(Mischance.failure(.rejected(key: "FORM_ERROR")))
            }
            guard mischance != .falselyRejected else {
                oracle.deny(id)
                return .failure(Mischance.failure(.rejected(key: "FORM_ERROR")))
            }
            oracle.admit(id)
            return .success(session)
        }
    }

    private func ask<Value>(
        _ what: String, isList: Bool = true, _ serve: (Mischance?) -> Answer<Value>
    ) -> Answer<Value> {
        look()
        if isDoomed { die() }
        guard !isDead else { return .failure(Mischance.failure(.offline(.noRoute))) }
        requests += 1
        if isDiskFull, numbers.happens(0.3) { freeDisk() }
        passTime()
        let mischance = mischance(isList: isList)
        note("asks \(what): \(mischance?.rawValue ?? "")")
        if mischance == .crashBeforeServing { die() }
        if let failure = mischance?.failureBefore { return .failure(failure) }
        servedAt = hours.elapsed
        let answer = serve(mischance)
        passTime()
        if mischance == .crashAfterServing { die() }
        guard !isDead else { return .failure(Mischance.failure(.offline(.noRoute))) }
        if let failure = mischance?.failureAfter { return .failure(failure) }
        if mischance == .diskFull || mischance == .crashAtWrite { spoilDisk(mischance) }
        return answer
    }

    private func passTime() {
        worldMoves()
        hours.pass(numbers.seconds(upTo: trouble > 0 && numbers.happens(0.05) ? 25 : 0.3))
    }

    private func mischance(isList: Bool) -> Mischance? {
        guard numbers.happens(trouble) else { return nil }
        let mischance = numbers.pick(Mischance.allCases)
        guard table.quirks.lies || !mischance.isLie else { return nil }
        guard mischance.isOfLists.map({ $0 == isList }) ?? true else { return nil }
        oracle.ledger.count(.mischance, mischance.rawValue)
        return mischance
    }

    private func spoilDisk(_ mischance: Mischance?) {
        isDiskFull = true
        isDoomed = mischance == .crashAtWrite
        Disk.limit(toWrites: numbers.below(8))
    }
}
