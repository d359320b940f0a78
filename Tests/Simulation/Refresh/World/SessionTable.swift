import Foundation
import OutpostModel
import OutpostSync

/// The server's sessions, which change whether anybody walks through them or not.
struct SessionTable {
    enum Change: String, CaseIterable {
        case create, createTogether, write, move, complete, completeMany, reopen, hide, delete
        case renameContact, addNovelty, importTogether, sayUnknownStatus
    }

    var quirks: Quirks
    var chats: [Chat] = []
    private var places: [Session.ID: Int] = [:]
    /// The newest `updatedAt` that was ever answered with or could have been.
    private(set) var newest = Timestamp(ticks: 0)
    /// How often a session left a list that somebody may be walking through.
    var departures: Int {
        leaving.count + leaving.count { $0 + .seconds(quirks.listLag) <= hours.elapsed }
    }
    private var leaving: [Duration] = []
    private let hours: Hours
    let departments: [Department.ID]
    let users: [User.ID]

    init(
        _ quirks: Quirks, departments: [Department.ID], users: [User.ID], _ hours: Hours,
        _ numbers: inout Numbers
    ) {
        self.quirks = quirks
        self.hours = hours
        self.departments = departments
        self.users = users
        let size = numbers.pick([0, 3, 3, 8, 8, 12, 12, 20, 30]) + numbers.below(6)
        let count = numbers.happens(0.02) ? 60 + numbers.below(150) : size
        fill(count, &numbers)
    }

    /// Sessions of the last weeks, some of them from one moment, from lists that were imported.
    private mutating func fill(_ count: Int, _ numbers: inout Numbers) {
        let equals = quirks.shufflesEquals ? 0 : numbers.pick([0.05, 0.3, 0.7])
        var left = 1.0
        for _ in 0..<count {
            if !numbers.happens(equals) { left *= 1 - numbers.fraction() * 4 / Double(count + 4) }
            let age = 45 * 86_400 * left
            let createdAt = rounded(moment(-age))
            let updatedAge = numbers.happens(0.3) ? age : age * numbers.fraction()
            var facts = newFacts(&numbers)
            if numbers.happens(0.6) { facts.status = numbers.pick([.completed, .hidden]) }
            facts.updatedAt = rounded(moment(-updatedAge))
            add(facts, createdAt: max(createdAt, Timestamp(ticks: 1)), visibleAt: .zero, &numbers)
        }
    }

    /// That many seconds from the true time, as the server's clocks go on the average.
    private func moment(_ seconds: Double) -> Timestamp {
        Timestamp(hours.serverTime.addingTimeInterval(seconds))
    }

    /// What the server's fastest clock said then.
    func latest(at time: Duration) -> Timestamp {
        moment((time - hours.elapsed).seconds + quirks.skew / 2 + 0.001)
    }

    /// Which versions lists show now.
    var shownVersions: [Int?] { chats.indices.map { listedVersion($0) } }

    func listedVersion(_ place: Int) -> Int? {
        chats[place].shown(at: max(.zero, hours.elapsed - .seconds(quirks.listLag)))
    }

    /// The version that has to be known if everything is that changed before then; nil if it did not
    /// change so early, or is out of scope.
    func due(_ place: Int, before bound: Timestamp) -> Int? {
        guard let shown = chats[place].shown(at: hours.elapsed) else { return nil }
        let stamped = chats[place].lastStamped(upTo: shown)
        let facts = chats[place].versions[stamped].facts
        guard facts.updatedAt < bound else { return nil }
        let start = newest.minus(seconds: RefreshOracle.scope - RefreshOracle.overlap)
        let isInScope = facts.updatedAt > start || Session.Status.open.contains(facts.status)
        return isInScope ? stamped : nil
    }

    func place(of id: Session.ID) -> Int? { places[id] }

    /// The session as it is answered with now.
    func session(_ place: Int) -> Session? { version(place)?.session }

    func version(_ place: Int) -> Chat.Version? {
        chats[place].shown(at: hours.elapsed).map { chats[place].versions[$0] }
    }

    // MARK: Changes

    /// - Returns: whether there was anything to change so.
    mutating func apply(_ change: Change, _ numbers: inout Numbers) -> Bool {
        switch change {
        case .create: create(1, &numbers)
        case .createTogether: create(quirks.shufflesEquals ? 1 : 2 + numbers.below(4), &numbers)
        case .importTogether:
            let most = 2 * min(quirks.pageLimit, 10)
            create(quirks.shufflesEquals ? 1 : 2 + numbers.below(most), &numbers)
        case .delete: return remove(&numbers)
        case .completeMany:
            for _ in 0..<(2 + numbers.below(8)) { _ = apply(.complete, &numbers) }
        default: return edit(change, &numbers)
        }
        return true
    }

    private mutating func create(_ count: Int, _ numbers: inout Numbers) {
        guard chats.count < 300 else { return }
        let createdAt = stamp(&numbers)
        let visibleAt = visibility(&numbers)
        for _ in 0..<count {
            var facts = newFacts(&numbers)
            facts.updatedAt = createdAt
            add(facts, createdAt: createdAt, visibleAt: visibleAt, &numbers)
        }
    }

    private mutating func remove(_ numbers: inout Numbers) -> Bool {
        guard let place = somePlace(&numbers, where: { _ in true }) else { return false }
        chats[place].isGone = true
        leaving.append(hours.elapsed)
        return true
    }

    private mutating func edit(_ change: Change, _ numbers: inout Numbers) -> Bool {
        let found = somePlace(&numbers) { facts in
            switch change {
            case .complete, .move: facts.status.isOpen
            case .reopen: !facts.status.isOpen
            default: true
            }
        }
        guard let place = found, var facts = chats[place].versions.last?.facts else { return false }
        defer { leaving.append(hours.elapsed) }
        switch change {
        case .complete: facts.status = .completed
        case .hide: facts.status = .hidden
        case .reopen: facts.status = .pending
        case .sayUnknownStatus: facts.status = Session.Status(rawValue: "DREAMING")
        case .move:
            facts.department = numbers.pick(departments)
            facts.user = numbers.happens(0.5) ? numbers.pick(users) : nil
            facts.status = facts.user == nil ? .pending : .inProgress
        case .renameContact: facts.contact = Self.name(&numbers)
        case .addNovelty: facts.novelty += 1
        default: facts.messages += 1
        }
        if change != .renameContact {
            facts.updatedAt = max(facts.updatedAt, stamp(&numbers))
        }
        store(
            facts, place, visibleAt: visibility(&numbers), isStamped: change != .renameContact)
        return true
    }

    /// A transfer: it is visible at once to him who asked for it.
    mutating func transfer(_ numbers: inout Numbers) -> Session? {
        let found = somePlace(&numbers) { $0.status.isOpen }
        guard let place = found, var facts = chats[place].versions.last?.facts else { return nil }
        facts.department = numbers.pick(departments)
        facts.messages += 1
        facts.updatedAt = max(facts.updatedAt, stamp(&numbers))
        store(facts, place, visibleAt: hours.elapsed)
        return session(place)
    }

    func somePlace(
        _ numbers: inout Numbers, where isFit: (Chat.Facts) -> Bool
    ) -> Int? {
        guard !chats.isEmpty else { return nil }
        // Mostly one of the last: old sessions change more rarely.
        let place = numbers.happens(0.5) ? max(0, chats.count - 10) : 0
        for _ in 0..<5 {
            let place = place + numbers.below(chats.count - place)
            if let version = version(place), isFit(version.facts) { return place }
        }
        return nil
    }

    private mutating func add(
        _ facts: Chat.Facts, createdAt: Timestamp, visibleAt: Duration, _ numbers: inout Numbers
    ) {
        guard let id = Session.ID(numbers.uuid()) else { return }
        places[id] = chats.count
        chats.append(
            Chat(
                id: id, number: String(100_000 + chats.count), createdAt: createdAt,
                isDated: !quirks.hasUndated || !numbers.happens(0.2)))
        store(facts, chats.count - 1, visibleAt: visibleAt)
    }

    private mutating func store(
        _ facts: Chat.Facts, _ place: Int, visibleAt: Duration, isStamped: Bool = true
    ) {
        chats[place].take(facts, visibleAt: visibleAt, isStamped: isStamped)
        newest = max(newest, facts.updatedAt)
    }

    private func newFacts(_ numbers: inout Numbers) -> Chat.Facts {
        let user = numbers.happens(0.4) ? numbers.pick(users) : nil
        return Chat.Facts(
            status: user == nil ? numbers.pick([.pending, .started]) : .inProgress,
            department: numbers.pick(departments), user: user, contact: Self.name(&numbers),
            phone: "+55 (41) 9\(1_000 + numbers.below(9_000))-\(1_000 + numbers.below(9_000))",
            updatedAt: Timestamp(ticks: 0))
    }

    /// What one of the server's clocks says now.
    private func stamp(_ numbers: inout Numbers) -> Timestamp {
        rounded(moment(numbers.happens(0.5) ? quirks.skew / 2 : -quirks.skew / 2))
    }

    private func visibility(_ numbers: inout Numbers) -> Duration {
        let delay = numbers.happens(0.4) ? quirks.lateness * numbers.fraction() : 0
        return hours.elapsed + .seconds(delay)
    }

    private func rounded(_ time: Timestamp) -> Timestamp {
        var unit: Int64 = 1
        for _ in quirks.digits..<7 { unit *= 10 }
        return Timestamp(ticks: time.ticks - time.ticks % unit)
    }

    private static func name(_ numbers: inout Numbers) -> String {
        let names = ["Ana", "Bia", "Caio", "Davi", "Eva", "Íris", "João", "Lúcia", "Márcio"]
        return numbers.pick(names) + " " + numbers.pick(names) + " " + numbers.pick(names)
    }
}
