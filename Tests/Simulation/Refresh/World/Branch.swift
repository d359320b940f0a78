import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

/// Everything around the agent: time, chance, the server, the line to it, the disk, and the oracle
/// that sees what passes over the line and what is in the cache's file.
final class Branch {
    let hours: Hours
    var numbers: Numbers
    var table: SessionTable
    var people: People
    let oracle = RefreshOracle()
    var sabotage: Sabotage
    private(set) var cache: Cache
    private(set) var reader: CacheReader?
    private let folders: CacheFolder
    private var folder: String
    private var generation = 0
    /// How likely each request meets trouble.
    var trouble: Double
    /// How likely the server's sessions change at each moment.
    var unrest: Double
    /// The agent was killed: whatever it still does is not to be.
    var isDead = false
    /// It dies with its next write, or after it.
    var isDoomed = false
    var isDiskFull = false
    /// The file was damaged, and that has not been noticed so far.
    private(set) var isDamaged = false
    var lastPage: SessionPage?
    /// The list is short another time.
    var lieAgain: [Resource: Mischance] = [:]
    /// A session that was read for a transfer, and is not yet in the cache.
    var lateLook: (session: Session, asked: Cache.Turn?)?
    var requests = 0
    /// How many of them were made between the pages of a walk.
    var nested = 0
    /// When the last request was served.
    var servedAt = Duration.zero
    let isTracing: Bool
    private(set) var trace: [String] = []

    init(
        seed: UInt64, _ hours: Hours, _ folders: CacheFolder, _ sabotage: Sabotage,
        isTracing: Bool
    ) throws {
        self.hours = hours
        self.folders = folders
        folder = folders.fresh(0)
        cache = try Cache.open(in: folder)
        reader = CacheReader(folder)
        self.sabotage = sabotage
        self.isTracing = isTracing
        numbers = Numbers(seed: seed)
        var quirks = Quirks(&numbers)
        // By a chance of its own: where they are not behind, histories are as they were.
        var others = Numbers(seed: seed &* 2_654_435_761)
        quirks.listLag = others.pick([0, 0, 0, 3, 20])
        people = People(&numbers)
        table = SessionTable(
            quirks, departments: people.departmentIDs, users: people.userIDs, hours, &numbers)
        trouble = numbers.pick([0, 0.05, 0.15, 0.3])
        unrest = numbers.pick([0.05, 0.2, 0.5])
        for word in quirks.words { oracle.ledger.count(.quirk, word) }
        note("\(table.chats.count) sessions, \(quirks)")
    }

    func note(_ words: @autoclosure () -> String) {
        guard isTracing else { return }
        trace.append("\(hours.elapsed.seconds) \(words())")
    }

    func count(_ incident: Incident) {
        oracle.ledger.count(.event, incident.rawValue)
        note("\(incident)")
    }

    /// Looks into the file, if something was committed.
    func look() {
        guard let reading = reader?.read() else { return }
        noteWalks(reading)
        let isOver = oracle.violation != nil
        oracle.observe(reading, table, people)
        if !isOver, let violation = oracle.violation { note("\(violation)") }
    }

    private func noteWalks(_ reading: CacheReading) {
        note("cursor \(reading.cursor ?? 0), filter \(reading.filter)")
        note("met \(reading.met) \(reading.metOpen), \(reading.sessions.count) sessions")
        note("full \(reading.full ?? "-")")
        note("quick \(reading.quick ?? "-")")
        for walk in [reading.full, reading.quick] {
            guard let walk, walk.contains("\"goesByCreation\":false") else { continue }
            oracle.ledger.count(.event, Incident.walkTurnsToCounting.rawValue)
        }
    }

    // MARK: What others do

    /// What may happen at any moment.
    func worldMoves() {
        while numbers.happens(unrest) { change() }
        if numbers.happens(unrest * 0.1) {
            people.change(&numbers)
            count(.departmentOrUserChanges)
        }
        guard !isDead else { return }
        if numbers.happens(unrest * 0.15) { deliver() }
        if numbers.happens(unrest * 0.15) { read() }
    }

    func change() {
        let change = numbers.pick(SessionTable.Change.allCases)
        let isRare = change == .delete || change == .importTogether
        if isRare, numbers.happens(0.6) { return }
        guard table.apply(change, &numbers) else { return }
        oracle.ledger.count(.change, change.rawValue)
        note("\(change)")
    }

    /// A transfer: its answer goes into the cache, and has no contact.
    private func deliver() {
        guard let session = table.transfer(&numbers) else { return }
        count(.delivery)
        save(
            Session(received: session.object.object.filter { $0.key != "contactDetails" })
                ?? session)
    }

    /// Replay looks at a session: at once in the cache, or a while later.
    private func read() {
        if let lateLook {
            save(lateLook.session, asked: lateLook.asked)
            self.lateLook = nil
            return
        }
        guard let place = table.somePlace(&numbers, where: { _ in true }),
            let session = table.session(place)
        else { return }
        count(.look)
        if numbers.happens(0.5) {
            save(session)
        } else {
            count(.lateLook)
            lateLook = (session, try? cache.turn())
        }
    }

    private func save(_ session: Session, asked: Cache.Turn? = nil) {
        note("saves \(session.id.short)")
        try? cache.save(session, asked: asked, at: hours.wall)
        look()
    }

    /// Nothing is out of order from now on.
    func heal() {
        trouble = 0
        unrest = 0
        oracle.isQuiet = true
        // What a server never shows, in any way, nobody can know.
        if table.quirks.filter == .lossy { table.quirks.filter = .honoured }
        lieAgain = [:]
        lateLook = nil
        isDoomed = false
        freeDisk()
    }

    func freeDisk() {
        Disk.limit(toWrites: nil)
        if isDiskFull { count(.diskFreed) }
        isDiskFull = false
    }

    /// The agent is killed: what is on the disk now is what it leaves.
    func die() {
        guard !isDead else { return }
        note("the agent dies")
        isDead = true
        lateLook = nil
        freeDisk()
        generation += 1
        let left = folders.copy(of: folder, generation)
        close()
        folder = left
    }

    /// The agent starts.
    func restart() throws {
        count(.restart)
        isDead = false
        isDoomed = false
        cache = try Cache.open(in: folder)
        reader = CacheReader(folder)
        if reader?.hasSessions != true { oracle.forget() }
        sabotage.restart(cache)
        look()
    }

    /// The cache is made anew, where it was damaged or has vanished.
    func rebuild() {
        count(.rebuild)
        isDamaged = false
        reader = nil
        do {
            try cache.rebuild()
        } catch {
            note("the cache cannot be rebuilt: \(error)")
        }
        reader = CacheReader(folder)
        oracle.forget()
    }

    func damage() {
        isDamaged = true
        reader = nil
        folders.damage(folder)
        reader = CacheReader(folder)
        oracle.forget()
    }

    func delete() { folders.delete(folder) }

    func close() {
        reader = nil
        cache.close()
        folders.remove(folder)
    }
}
