import Foundation
import GRDB
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what of sessions is kept, and what is forgotten")
struct KeepingTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private static let name = "Quixeramobim"
    private static let phone = "5588912345678"
    private static let text = "segredo do cliente"

    private func session(_ number: Int, updated: Int = 0, _ kept: KeptDetails) throws -> Session {
        let session = Example.session(
            number, name: Self.name + " \(number)", phone: Self.phone, updated: updated)
        var members = session.object.object
        members["lastMessageText"] = .string(Self.text)
        return try #require(Session(received: members, keeping: kept))
    }

    private func open(_ kept: KeptDetails) throws -> Cache {
        try Cache.open(in: folder.path, keeping: kept)
    }

    /// Whether the word stands anywhere in the folder's files, in any case.
    private func isOnDisk(_ word: String) throws -> Bool {
        try folder.names.contains { name in
            let text = String(decoding: try folder.bytes(name), as: UTF8.self)
            return text.range(of: word, options: .caseInsensitive) != nil
        }
    }

    private func fill(_ cache: Cache, _ kept: KeptDetails, count: Int = 1_200) throws {
        var progress = SessionProgress()
        progress.walks = 1
        progress.fullAt = Example.noon
        let sessions = try (1...count).map { try session($0, kept) }
        _ = try cache.finishWalk(sessions, progress, completedBefore: nil, at: Example.noon)
    }

    @Test("less than before is taken out of the files: rows, index, journal, and a damaged one")
    func narrower() throws {
        let full = try open(.full)
        try fill(full, .full)
        full.close()
        try folder.write(Data(Self.phone.utf8), to: "cache.sqlite.damaged")
        #expect(try isOnDisk(Self.text) && isOnDisk(Self.name) && isOnDisk(Self.phone))
        let contacts = try open(.contacts)
        #expect(try !isOnDisk(Self.text))
        #expect(try contacts.sessions(SessionQuery(text: Self.name)).count > 0)
        let minimal = try open(.minimal)
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.phone))
        #expect(!folder.has("cache.sqlite.damaged"))
        #expect(try minimal.count(.sessions) == 1_200)
        #expect(try minimal.sessions(SessionQuery(text: Self.name)).isEmpty)
        #expect(try minimal.sessions(number: "7").first?.session == session(7, .minimal))
        #expect(try minimal.sessionProgress().fullAt == Example.noon)
    }

    @Test("taking out that was broken off is done again")
    func brokenOff() throws {
        let full = try open(.full)
        try fill(full, .full, count: 10)
        try full.database.run("UPDATE refresh SET kept = 'full'")
        // As if the first half were done, and the power went.
        let half = try session(3, .minimal)
        try full.database.run(
            "UPDATE session SET object = '\(half.object.text)' WHERE number = '3'")
        full.close()
        let minimal = try open(.minimal)
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.text))
        #expect(try minimal.sessions(number: "3").first?.session == half)
    }

    @Test("where more is to be kept, the list stays complete and is due to be read again")
    func wider() throws {
        let minimal = try open(.minimal)
        try fill(minimal, .minimal, count: 5)
        minimal.close()
        let contacts = try open(.contacts)
        let progress = try contacts.sessionProgress()
        #expect(progress.fullAt == Date(timeIntervalSince1970: 0))
        #expect(progress.full == nil)
        #expect(try contacts.refreshState(.sessions).isComplete)
        // The same sessions, with the same times: what is missing is filled in.
        try fill(contacts, .contacts, count: 5)
        #expect(try contacts.sessions(SessionQuery(text: Self.name)).count == 5)
        contacts.close()
        #expect(try open(.contacts).sessionProgress().fullAt == Example.noon)
    }

    @Test("what is forgotten is gone from the files, and lists do not bring it back")
    func forgotten() throws {
        let cache = try open(.contacts)
        try fill(cache, .contacts, count: 3)
        let other = Example.session(9, name: "Outra Pessoa")
        try cache.save(other, at: Example.noon)
        for number in 1...3 {
            #expect(try cache.forget(Example.id(number), upTo: Timestamp(Example.noon)))
        }
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.phone))
        #expect(try cache.sessions(SessionQuery(text: "outra")).count == 1)
        try fill(cache, .contacts, count: 3)
        #expect(try cache.count(.sessions) == 1)
        let newer = try session(2, updated: 1, .contacts)
        _ = try cache.savePage([newer], SessionProgress(), at: Example.noon)
        #expect(try cache.session(newer.id)?.session == newer)
        // Asked for in as many words.
        try cache.save(try session(1, .contacts), at: Example.noon)
        try fill(cache, .contacts, count: 3)
        #expect(try cache.count(.sessions) == 3)
    }

    @Test("an answer that was on its way when the session was forgotten does not bring it back")
    func onItsWay() throws {
        let cache = try open(.contacts)
        try fill(cache, .contacts, count: 1)
        let asked = try cache.turn()
        _ = try cache.forget(Example.id(1), upTo: Timestamp(Example.noon))
        try cache.save(try session(1, .contacts), asked: asked, at: Example.noon)
        try cache.save(try session(1, .contacts), inPassing: true, at: Example.noon)
        #expect(try cache.isForgotten(Example.id(1)))
        // It has changed since: that is news.
        try cache.save(try session(1, updated: 1, .contacts), asked: asked, at: Example.noon)
        #expect(try !cache.isForgotten(Example.id(1)))
    }

    @Test("who reads holds the last traces back, and they go once he lets go")
    func heldBack() throws {
        let cache = try open(.contacts)
        try fill(cache, .contacts, count: 1)
        let reader = try DatabaseQueue(path: folder.path + "/cache.sqlite")
        try reader.read { database in
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM session")
            #expect(try !cache.forget(Example.id(1), upTo: Timestamp(Example.noon)))
            #expect(try cache.session(Example.id(1)) == nil)
        }
        try reader.close()
        #expect(try cache.removeTraces())
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.phone))
    }

    @Test("of two that are forgotten at once, the first does not call the second's traces gone")
    func twoAtOnce() throws {
        let cache = try open(.contacts)
        try fill(cache, .contacts, count: 2)
        _ = try cache.forget(Example.id(1), upTo: Timestamp(Example.noon))
        let first = try cache.turn().number
        // The second's deletion, between the first's removal of its traces and its word that they are gone.
        try cache.database.run(
            "DELETE FROM session; UPDATE refresh SET turn = turn + 1, traces = 1")
        try cache.noteTracesGone(asOf: first)
        #expect(try isOnDisk(Self.phone))
        #expect(try cache.removeTraces())
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.phone))
    }

    @Test("a forgetting that was broken off is ended when the file is opened")
    func brokenOffForgetting() throws {
        let cache = try open(.contacts)
        try fill(cache, .contacts, count: 1)
        // As if the power went after the deletion.
        try cache.database.run("DELETE FROM session; UPDATE refresh SET traces = 1")
        #expect(try isOnDisk(Self.phone))
        cache.close()
        let again = try open(.contacts)
        #expect(try !isOnDisk(Self.name) && !isOnDisk(Self.phone))
        again.close()
    }

    @Test("a backup knows what was forgotten, and taking it back does too")
    func backup() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let bound = Timestamp(Example.noon)
        try outbox.forget(Example.id(1), upTo: bound, at: Example.noon)
        _ = try outbox.backUp(to: folder.path + "/copy")
        let other = try Folder()
        let fresh = try Outbox.open(in: other.path, forAgent: false)
        try fresh.forget(
            again: Salvage(backup: folder.path + "/copy").forgotten(), at: Example.later(9))
        #expect(try fresh.forgotten() == [Example.id(1): bound])
    }

    @Test("forgetting outlives the cache, and waits for open transfers")
    func outlives() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let intent = try outbox.accept(Example.transfer(1), at: Example.noon).intent
        let bound = Timestamp(Example.noon)
        #expect(throws: OutboxFailure.stillOpen(intent.id)) {
            try outbox.forget(Example.id(1), upTo: bound, at: Example.noon)
        }
        #expect(try outbox.forgotten().isEmpty)
        _ = try outbox.cancel(intent.id, at: Example.noon)
        try outbox.forget(Example.id(1), upTo: bound, at: Example.noon)
        try outbox.forget(Example.id(1), upTo: bound, at: Example.later(1))
        #expect(try outbox.forgotten() == [Example.id(1): bound])
        let cache = try Cache.open(in: folder.path, forgotten: outbox.forgotten())
        try fill(cache, .contacts, count: 2)
        #expect(try cache.count(.sessions) == 1)
        try cache.rebuild()
        try fill(cache, .contacts, count: 2)
        #expect(try cache.count(.sessions) == 1)
    }

    @Test("as many are remembered as forgotten as are allowed; the oldest go")
    func bounded() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        try outbox.database.run(
            """
            WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n
                WHERE i <= \(Outbox.mostForgotten))
            INSERT INTO forgotten SELECT printf('00000000-0000-4000-8000-%012x', i), 1, i FROM n
            """)
        try outbox.forget(Example.id(1), upTo: Timestamp(Example.noon), at: Example.noon)
        let left = try outbox.forgotten()
        #expect(left.count == Outbox.mostForgotten)
        #expect(left[Example.id(1)] != nil && left[Example.id(2)] == nil)
    }
}
