import OutpostModel
import OutpostSync

/// Judges refreshing by what is in the cache's file, beside what the server has.
///
/// It never asks the program under test what it thinks.
final class RefreshOracle {
    private(set) var violation: RefreshViolation?
    var ledger = Ledger(expecting: RefreshOracle.expected)
    /// What was last seen in the file.
    private(set) var last: CacheReading?
    /// How often a session in it was found changed.
    private(set) var changes = 0
    /// When the page was served that has been answered since then.
    private(set) var answeredAt: Duration?
    private var answered = ""
    private var doubt = Doubt()
    private var isBroken = false
    private var fullBeganAt = Duration.zero
    private var quickBeganAt = Duration.zero
    /// How often it was falsely said, one time after the other, that a session is not there.
    private var denials: [Session.ID: Int] = [:]
    /// From where a walk was told of what it had not asked for.
    private var outOfBound: SessionPageRequest?
    /// Nothing is in the way from now on, and what is in the way of walks that began before.
    var isQuiet = false
    private var isFullUndisturbed = false
    /// What the server really had when it was last asked for departments and users, and whether it
    /// lied then so well that it must be believed.
    var truth: [Resource: Set<String>] = [:]
    var isExcused: [Resource: Bool] = [:]

    static let scope = 30 * 86_400.0
    static let overlap = 120.0

    func require(_ rule: RefreshRule, _ holds: Bool, _ words: @autoclosure () -> String) {
        ledger.count(.rule, rule.rawValue)
        if !holds, violation == nil {
            violation = RefreshViolation(rule: rule, words: words())
        }
    }

    /// The file was lost, or another is in its place.
    func forget() {
        last = nil
        answeredAt = nil
        doubt = Doubt()
    }

    /// What is committed next is a broken program's, as if a page had come to it.
    func takeForAnswered() { isBroken = true }

    func deny(_ id: Session.ID) { denials[id, default: 0] += 1 }
    func admit(_ id: Session.ID) { denials[id] = nil }

    /// A request arrives.
    func asked(_ request: SessionPageRequest) {
        if let outOfBound {
            let isNext =
                request.updatedAfter == outOfBound.updatedAfter
                && (request.createdAfter, request.pageNumber) != (
                    outOfBound.createdAfter, outOfBound.pageNumber
                ) && (request.createdAfter != nil || request.pageNumber > 1)
            require(.boundsAreMinded, !isNext, "\(request) after a page that was out of bound")
        }
        outOfBound = nil
    }

    /// A page was served, and its answer comes.
    func answered(_ request: SessionPageRequest, _ page: SessionPage, at time: Duration) {
        if let bound = request.updatedAfter?.minus(seconds: 1),
            page.sessions.contains(where: { $0.updatedAt.map { $0 < bound } ?? false })
        {
            outOfBound = request
        }
        answeredAt = time
        answered = request.statuses.isEmpty ? "\"changes\"" : "\"open\""
    }

    /// Something was committed.
    func observe(_ reading: CacheReading, _ table: SessionTable, _ people: People) {
        if let last {
            checkWalks(last, reading)
            checkDeleted(last, reading, table)
            checkBack(last, reading, table)
            checkDeleted(.departments, last.departments, reading.departments)
            checkDeleted(.users, last.users, reading.users)
        }
        noteWalks(reading)
        checkWay(reading, table)
        doubt.observe(last, reading, departures: table.departures)
        changes += last?.sessions == reading.sessions ? 0 : 1
        if let cursor = reading.cursor { checkCursor(cursor, reading, table) }
        last = reading
        answeredAt = nil
        isBroken = false
        if table.quirks.isHonest, !doubt.isThere { checkSkipped(reading, table) }
    }

    private func checkWalks(_ last: CacheReading, _ reading: CacheReading) {
        guard answeredAt == nil, !isBroken, last.filter == reading.filter else { return }
        require(
            .walksGoOn, last.full == reading.full && last.quick == reading.quick,
            "no page came, and \(last.full ?? last.quick ?? "") is forgotten")
    }

    /// Where nothing stands in its way, a walk goes by the times of creation.
    private func checkWay(_ reading: CacheReading, _ table: SessionTable) {
        guard isQuiet, table.quirks.isHonest, let full = reading.full else {
            isFullUndisturbed = false
            return
        }
        if last?.full == nil { isFullUndisturbed = true }
        guard isFullUndisturbed else { return }
        require(.walksGoByCreation, !full.contains("\"goesByCreation\":false"), full)
    }

    private func noteWalks(_ reading: CacheReading) {
        guard let answeredAt else { return }
        if last?.full == nil { fullBeganAt = answeredAt }
        let isOther = last?.quick?.contains(answered) != true && last?.quick != reading.quick
        if last?.quick == nil || isOther { quickBeganAt = answeredAt }
    }

    private func checkCursor(_ cursor: Int64, _ reading: CacheReading, _ table: SessionTable) {
        // Of a file that was thought lost nobody knows which walk has set it.
        guard let last, cursor != last.cursor else { return }
        let isFull = last.full != nil && reading.full == nil
        let began = isFull ? fullBeganAt : quickBeganAt
        let then = table.latest(at: began)
        require(
            .cursorIsPast, cursor <= then.ticks,
            "\(Timestamp(ticks: cursor)) was not over at \(then), when the walk began")
    }

    private func checkDeleted(
        _ last: CacheReading, _ reading: CacheReading, _ table: SessionTable
    ) {
        let start = table.newest.minus(seconds: Self.scope)
        for (id, row) in last.sessions where reading.sessions[id] == nil {
            guard let place = Session.ID(id).flatMap({ table.place(of: $0) }),
                table.version(place) != nil
            else { continue }
            let isOutOfScope = row.isEnded && row.updatedAt < start.ticks
            let isDenied = Session.ID(id).flatMap { denials[$0] } ?? 0 > 1
            if isDenied { ledger.count(.event, "deleted on a false word") }
            require(
                .nothingIsWronglyDeleted, isOutOfScope || isDenied, "session \(place) is there")
        }
    }

    private func checkDeleted(_ resource: Resource, _ last: Set<String>, _ now: Set<String>) {
        let gone = last.subtracting(now)
        guard !gone.isEmpty else { return }
        let wrong = gone.intersection(truth[resource] ?? [])
        if !wrong.isEmpty, isExcused[resource] == true {
            return ledger.count(.event, "deleted on a confirmed lie")
        }
        require(.nothingIsWronglyDeleted, wrong.isEmpty, "\(resource) \(wrong) are there")
    }

    private func checkBack(_ last: CacheReading, _ reading: CacheReading, _ table: SessionTable) {
        for (id, row) in reading.sessions {
            guard let before = last.sessions[id], before.object != row.object,
                let place = Session.ID(id).flatMap({ table.place(of: $0) })
            else { continue }
            let versions = table.chats[place].versions
            let now = versions.last { $0.session.object.text == row.object }?.facts.updatedAt
            let then = versions.last { $0.session.object.text == before.object }?.facts.updatedAt
            guard let now, let then else { continue }
            require(.nothingGoesBack, now >= then, "session \(place) is as at \(now) again")
        }
    }

    private func checkSkipped(_ reading: CacheReading, _ table: SessionTable) {
        guard let cursor = reading.cursor else { return }
        let bound = Timestamp(ticks: cursor).minus(seconds: Self.overlap)
        for place in table.chats.indices {
            guard let due = table.due(place, before: bound) else { continue }
            let known = known(place, reading, table)
            require(
                .nothingIsSkipped, known >= due,
                """
                session \(place) changed at \(table.chats[place].versions[due].facts.updatedAt), \
                the cursor is \(Timestamp(ticks: cursor)), and the cache has version \(known) of \
                \(due)
                """)
        }
    }

    /// Which version of it the cache has; -1 for none.
    func known(_ place: Int, _ reading: CacheReading, _ table: SessionTable) -> Int {
        let chat = table.chats[place]
        guard let row = reading.sessions[chat.id.text] else { return -1 }
        let same = chat.versions.lastIndex { $0.session.object.text == row.object }
        return same ?? chat.versions.lastIndex { $0.facts.updatedAt.ticks == row.updatedAt } ?? -1
    }

    /// A proof of freshness has begun to hold: what was shown when its refresh began is there.
    func checkProof(_ shown: [Int?], _ table: SessionTable) {
        guard let last, !doubt.isThere else { return }
        let start = table.newest.minus(seconds: Self.scope - Self.overlap)
        for (place, version) in shown.enumerated() {
            guard let version, table.version(place) != nil else { continue }
            let chat = table.chats[place]
            let stamped = chat.lastStamped(upTo: version)
            let facts = chat.versions[stamped].facts
            guard facts.updatedAt > start || Session.Status.open.contains(facts.status) else {
                continue
            }
            let known = known(place, last, table)
            require(
                .proofsAreTrue, known >= stamped,
                """
                of session \(place) the cache has version \(known), not \(stamped): \
                \(last.sessions[chat.id.text]?.object ?? "nothing")
                """)
        }
    }

    static let expected =
        Ledger.names(.rule, RefreshRule.allCases.map(\.rawValue))
        + Ledger.names(.quirk, Quirks.allWords)
        + Ledger.names(.mischance, Mischance.allCases.map(\.rawValue))
        + Ledger.names(.change, SessionTable.Change.allCases.map(\.rawValue))
        + Ledger.names(.event, Incident.allCases.map(\.rawValue))
}
