import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("pages of sessions as the API's list has them")
struct SliceTests {
    let folder: Folder
    let cache: Cache

    /// Ten sessions, each created an hour after the one before, and updated in the other order.
    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
        for number in 1...10 { try cache.save(Self.session(number), at: Example.noon) }
    }

    private static func session(_ number: Int) throws -> Session {
        let hour = Timestamp(Example.later(Double(number) * 3_600)).text
        let updated = Timestamp(Example.later(Double(100 - number) * 3_600)).text
        // With and without a fraction, and with zeros at its end.
        let ends = [String(hour.dropLast()) + ".5Z", hour, String(hour.dropLast()) + ".1200000Z"]
        var members: [String: JSONValue] = [
            "id": .string((Example.id(number) as Session.ID).text),
            "status": .string(number.isMultiple(of: 2) ? "PENDING" : "COMPLETED"),
            "createdAt": .string(hour), "updatedAt": .string(updated),
            "departmentId": .string((Example.id(number % 3) as Department.ID).text),
            "channelId": .string((Example.id(number % 2) as Session.ID).text.uppercased()),
            "type": .string(number == 7 ? "GROUP" : "INDIVIDUAL"), "unknown": .number(1.5),
            "lastInteractionDate": .string(ends[number % 3]),
        ]
        if number > 4 { members["userId"] = .string((Example.id(70 + number) as User.ID).text) }
        if number != 1 { members["endAt"] = .string(ends[number % 3]) }
        members["contactDetails"] = .object([
            "name": .string("Ana"), "tagsId": .array([.string("T\(number % 4)"), .string("T9")]),
            "tagsName": .array([.string("VIP"), .string("Convênio \(number % 4)")]),
        ])
        return try #require(Session(received: members))
    }

    private func found(
        given upcoming: UpcomingPlacements = .none,
        _ change: (inout SessionSelection) -> Void = { _ in }
    ) throws -> [Int] {
        var selection = SessionSelection()
        change(&selection)
        let slice = try cache.slice(selection, given: upcoming)
        #expect(slice.total == slice.sessions.count, "all are on the page")
        return slice.sessions.compactMap { Int($0.id.text.suffix(12), radix: 16) }
    }

    private func hour(_ number: Double) -> Timestamp { Timestamp(Example.later(number * 3_600)) }

    @Test("a statement is kept only where there are few of its kind")
    func simplicity() throws {
        var placement = SessionSelection()
        #expect(placement.condition(given: .none).isSimple)
        placement.statuses = [.pending]
        placement.departments = [Example.id(1)]
        #expect(placement.condition(given: .none).isSimple)
        placement.users = [Example.id(2)]
        #expect(!placement.condition(given: .none).isSimple)
        var moment = SessionSelection()
        moment.updated.after = Timestamp(Example.noon)
        #expect(!moment.condition(given: .none).isSimple)
        var kind = SessionSelection()
        kind.types = ["GROUP"]
        #expect(!kind.condition(given: .none).isSimple)
    }

    @Test("in the order of creation, or of the last change, and either way round")
    func order() throws {
        #expect(try found() == Array(1...10))
        #expect(try found { $0.isDescending = true } == (1...10).reversed())
        #expect(try found { $0.order = .updated } == (1...10).reversed())
        let both = try found {
            $0.order = .updated
            $0.isDescending = true
        }
        #expect(both == Array(1...10))
    }

    @Test(
        "a page, and how many there are in all",
        arguments: [(0, 4, [1, 2, 3, 4]), (4, 4, [5, 6, 7, 8]), (8, 4, [9, 10]), (12, 4, [])])
    func pages(_ offset: Int, _ limit: Int, _ numbers: [Int]) throws {
        var selection = SessionSelection()
        selection.offset = offset
        selection.limit = limit
        let slice = try cache.slice(selection)
        #expect(slice.total == 10)
        #expect(slice.sessions.map(\.id) == numbers.map { Example.id($0) })
    }

    @Test("a page never has more than a hundred")
    func limit() throws {
        for number in 11...120 {
            try cache.save(Example.session(number), at: Example.noon)
        }
        var selection = SessionSelection()
        selection.limit = 1_000
        #expect(try cache.slice(selection).sessions.count == 100)
        #expect(try cache.slice(selection).total == 120)
    }

    @Test("any of several statuses, departments, users, channels; and all of different kinds")
    func choices() throws {
        #expect(try found { $0.statuses = [.pending] } == [2, 4, 6, 8, 10])
        #expect(try found { $0.statuses = [.pending, .completed] } == Array(1...10))
        #expect(try found { $0.departments = [Example.id(1)] } == [1, 4, 7, 10])
        #expect(try found { $0.departments = [Example.id(1), Example.id(2)] }.count == 7)
        #expect(try found { $0.users = [Example.id(75), Example.id(76)] } == [5, 6])
        #expect(try found { $0.users = [Example.id(1)] } == [])
        let channel = (Example.id(1) as Session.ID).text
        #expect(try found { $0.channels = [channel] } == [1, 3, 5, 7, 9])
        #expect(try found { $0.types = ["GROUP"] } == [7])
        #expect(try found { $0.contacts = [channel] } == [])
        let several = try found {
            $0.statuses = [.pending]
            $0.departments = [Example.id(1)]
        }
        #expect(several == [4, 10])
    }

    @Test("tags by their ids and names without regard to case; both of the same tag")
    func tags() throws {
        #expect(try found { $0.tags = ["t1"] } == [1, 5, 9])
        #expect(try found { $0.tags = ["t9"] }.count == 10)
        #expect(try found { $0.tagNames = ["CONVÊNIO 1", "convênio 2"] } == [1, 2, 5, 6, 9, 10])
        let same = try found {
            $0.tags = ["t9"]
            $0.tagNames = ["convênio 1"]
        }
        #expect(same == [1, 5, 9])
        let different = try found {
            $0.tags = ["t1"]
            $0.tagNames = ["convênio 1"]
        }
        #expect(different == [], "the first tag has the id, the second the name")
    }

    @Test("moments between bounds that do not belong to it")
    func times() throws {
        #expect(try found { $0.created.after = hour(8) } == [9, 10])
        #expect(try found { $0.created.before = hour(2) } == [1])
        #expect(try found { $0.updated = TimeRange(after: hour(90), before: hour(93)) } == [8, 9])
        #expect(try found { $0.active.after = hour(9) } == [10])
    }

    @Test("moments that are only in the object, to the last of their digits")
    func ticks() throws {
        // 3, 6 and 9 end half a second past the hour; 1 never does.
        func tick(_ number: Int, _ more: Int64) -> Timestamp {
            Timestamp(ticks: hour(Double(number)).ticks + more)
        }
        #expect(try found { $0.ended.after = tick(9, 5_000_000) } == [10])
        #expect(try found { $0.ended.after = tick(9, 4_999_999) } == [9, 10])
        #expect(try found { $0.ended.before = tick(3, 5_000_001) } == [2, 3])
        #expect(try found { $0.ended.before = tick(3, 5_000_000) } == [2])
        #expect(try found { $0.ended.before = tick(2, 1_200_001) } == [2])
        #expect(try found { $0.ended.before = tick(2, 1_200_000) } == [])
        #expect(try found { $0.lastInteraction.before = tick(1, 1) } == [1])
    }

    @Test("objects come as received, without what is to be left out")
    func objects() throws {
        let known = try #require(try cache.session(Example.id(3))).session.object
        #expect(try cache.sessionObject(Example.id(3))?.object == known)
        let slice = try cache.slice(SessionSelection(), without: ["type", "contactDetails", "no"])
        var expected = known.object
        expected["type"] = nil
        expected["contactDetails"] = nil
        #expect(slice.sessions[2].object == JSONText(expected))
        #expect(slice.sessions[2].status == .completed)
        #expect(slice.sessions[2].placement == Example.place(0))
        #expect(slice.sessions[2].knownAt == Example.noon)
        #expect(
            try cache.sessionObject(Example.id(3), without: ["type"])?.object.object["type"] == nil)
        #expect(try cache.sessionObject(Example.id(99)) == nil)
    }

    @Test("who asks for a place gets those on their way to it, and none on their way out")
    func upcoming() throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        // 4 (department 1, pending) to department 2; 6 (department 0, pending) to user 99; 5 has ended.
        for new in [
            Example.transfer(4, to: 2), Example.transfer(5, to: 2),
            NewIntent(
                id: .random(), sessionID: Example.id(6),
                target: .user(Example.id(99), in: nil), base: nil, lifetime: 60),
        ] { _ = try outbox.accept(new, at: Example.noon) }
        let upcoming = try outbox.upcomingPlacements()
        #expect(try found(given: upcoming) { $0.departments = [Example.id(1)] } == [1, 7, 10])
        #expect(try found(given: upcoming) { $0.departments = [Example.id(2)] } == [2, 4, 5, 8])
        #expect(try found(given: upcoming) { $0.departments = [Example.id(0)] } == [3, 6, 9])
        #expect(try found(given: upcoming) { $0.users = [Example.id(99)] } == [6])
        #expect(try found(given: upcoming) { $0.users = [Example.id(76)] } == [])
        #expect(try found(given: upcoming) { $0.statuses = [.inProgress] } == [6])
        #expect(try found(given: upcoming) { $0.statuses = [.pending] } == [2, 4, 8, 10])
        let both = try found(given: upcoming) {
            $0.statuses = [.pending]
            $0.departments = [Example.id(2)]
            $0.created.after = hour(3)
        }
        #expect(both == [4, 8])
    }
}
