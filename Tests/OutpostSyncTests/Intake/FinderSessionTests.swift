import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("finding a session", .timeLimit(.minutes(1)))
struct FinderSessionTests {
    @Test("a session is found by its number or its id")
    func found() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1742)
            try branch.fillCache(session)
            for text in ["1742", session.id.text, session.id.text.uppercased()] {
                let found = try Finder(branch.cache).session(text)
                #expect(found.id == session.id)
                #expect(found.known?.session == session)
            }
        }
    }

    @Test("an id that the cache does not know is taken as it is, a number is not")
    func unknown() async throws {
        try await Branch.open { branch in
            for finder in [Finder(nil), Finder(branch.cache)] {
                let found = try finder.session(Session.sample(9).id.text)
                #expect(found.id == id(9))
                #expect(found.known == nil)
                #expect(throws: RequestFailure.unknownNumber("1742")) {
                    try finder.session("1742")
                }
            }
        }
    }

    @Test("what kept another list from being fetched is to blame only if it came after this one")
    func otherFailure() async throws {
        try await Branch.open { branch in
            try branch.fillCache()  // at noon
            let reason = "the line was down"
            for (seconds, blamed) in [(-1.0, nil), (1, reason)] {
                try branch.cache.recordFailure(
                    .departments, reason, at: noon.addingTimeInterval(seconds))
                #expect(try Finder(branch.cache).failure(.users) == blamed)
                #expect(try Finder(branch.cache).failure(.sessions) == reason, "never fetched")
            }
        }
    }

    @Test("a number that two sessions have is refused, and both are listed")
    func ambiguous() async throws {
        try await Branch.open { branch in
            var twin = Session.sample(18, contact: "Maria").object.object
            twin["number"] = .string("17")
            try branch.fillCache(
                .sample(17, contact: "João"), try #require(Session(received: twin)))
            let failure = #expect(throws: RequestFailure.self) {
                try Finder(branch.cache).session("17")
            }
            let advice = try #require(failure?.advice(for: .shell))
            for text in ["João", "Maria", Session.sample(17).id.text, Session.sample(18).id.text] {
                #expect(advice.contains(text))
            }
        }
    }

    @Test(
        "what is neither an id nor a number is malformed",
        arguments: [
            "", " ", "abc", "17a", "+17", "-1", "1 7", "١٧", "00000000-0000-4000-8000-00000000000",
            "00000000-0000-4000-8000-00000000000g", String(repeating: "1", count: 41),
        ])
    func malformed(text: String) async throws {
        try await Branch.open { branch in
            #expect(throws: RequestFailure.malformedSession(text)) {
                try Finder(branch.cache).session(text)
            }
        }
    }

    @Test("a malformed text of any length is quoted in part")
    func long() {
        let text = String(repeating: "x", count: 10_000)
        #expect(throws: RequestFailure.malformedSession(String(text.prefix(80)))) {
            try Finder(nil).session(text)
        }
    }
}
