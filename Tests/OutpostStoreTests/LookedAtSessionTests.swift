import OutpostModel
import Testing

@testable import OutpostStore

@Suite("saving one session, after a look or a delivery")
struct LookedAtSessionTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
    }

    @Test("an answer without contact details keeps those that were known")
    func contact() throws {
        try cache.save(Example.session(1, name: "Maria", phone: "+55 11"), at: Example.noon)
        try cache.save(Example.session(1, department: 2, updated: 5), at: Example.later(5))
        let listing = try #require(try cache.session(Example.id(1)))
        #expect(listing.session.departmentID == Example.id(2))
        #expect(listing.session.contactName == "Maria")
        #expect(listing.session.contactPhone == "5511")
        #expect(listing.session.object.object["contactDetails"]?["name"] == .string("Maria"))
        #expect(listing.readAt == Example.later(5))
        #expect(try cache.sessions(SessionQuery(text: "maria")).count == 1)
        #expect(try cache.sessions(SessionQuery(text: "11")).count == 1)
    }

    @Test("an answer with contact details brings its own")
    func ownContact() throws {
        try cache.save(Example.session(1, name: "Maria", phone: "+55 11"), at: Example.noon)
        try cache.save(Example.session(1, name: "Ana", updated: 5), at: Example.noon)
        let session = try #require(try cache.session(Example.id(1))?.session)
        #expect(session.contactName == "Ana")
        #expect(session.contactPhone == nil)
    }

    @Test("an answer that says nothing new says when the session was read all the same")
    func readAt() throws {
        try cache.save(Example.session(1), at: Example.noon)
        try cache.save(Example.session(1), at: Example.later(3600))
        #expect(try cache.session(Example.id(1))?.readAt == Example.later(3600))
    }

    @Test("saving a session does not disturb the walk")
    func walk() throws {
        let progress = SessionProgress(cursor: Timestamp(ticks: 5), walks: 4)
        _ = try cache.savePage([], progress, at: Example.noon)
        try cache.save(Example.session(1), at: Example.noon)
        #expect(try cache.sessionProgress() == progress)
        #expect(try cache.database.texts("SELECT walk FROM session") == ["4"])
    }
}
