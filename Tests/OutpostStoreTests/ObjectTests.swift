import OutpostModel
import Testing

@testable import OutpostStore

@Suite("departments and users as the server sent them")
struct ObjectTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
    }

    @Test("in the server's order, which is not that of names, and as received")
    func order() throws {
        let departments = [Example.department(2, "Vendas"), Example.department(1, "Cobrança")]
        _ = try cache.replaceDepartments(departments, at: Example.noon)
        #expect(try cache.departmentObjects() == departments.map(\.object))
        let changed = [Example.department(2, "Vendas", note: "new"), Example.department(3, "A")]
        _ = try cache.replaceDepartments([departments[1]] + changed, at: Example.noon)
        #expect(
            try cache.departmentObjects()
                == (changed.prefix(1) + [departments[1]]
                + changed.suffix(1)).map(\.object))
        let users = [Example.user(9, "Zoé"), Example.user(8, "Ana")]
        _ = try cache.replaceUsers(users, at: Example.noon)
        #expect(try cache.userObjects() == users.map(\.object))
        #expect(try cache.userObject(Example.id(8)) == users[1].object)
        #expect(try cache.userObject(Example.id(7)) == nil)
        #expect(try cache.departmentObject(Example.id(3)) == changed[1].object)
        #expect(try cache.departmentObject(Example.id(9)) == nil)
    }

    @Test("a user is found by the record's id too, in any case")
    func record() throws {
        let record: Identifier<UserRecord> = Example.id(0xAB)
        let user = try #require(
            User(received: [
                "userId": .string((Example.id(1) as User.ID).text),
                "id": .string(record.text.uppercased()),
            ]))
        _ = try cache.replaceUsers([user], at: Example.noon)
        #expect(try cache.userObject(ofRecord: record) == user.object)
        #expect(try cache.userObject(ofRecord: Example.id(2)) == nil)
    }

    @Test("a department's people say themselves that they belong to it")
    func memberships() throws {
        _ = try cache.replaceUsers(
            [
                Example.user(2, "B", departments: [1, 2]), Example.user(1, "A", departments: [1]),
                Example.user(3, "C", departments: [2]),
            ], at: Example.noon)
        // The example says departments as plain ids; the server says objects.
        #expect(try cache.membershipObjects(of: Example.id(1)) == [])
        let one = (Example.id(1) as Department.ID).text
        let users = [5, 4].compactMap { number in
            User(received: [
                "userId": .string((Example.id(number) as User.ID).text),
                "departments": .array([
                    .object(["departmentId": .string(one.uppercased()), "isAgent": .bool(true)]),
                    .object(["departmentId": .string((Example.id(2) as Department.ID).text)]),
                ]),
            ])
        }
        _ = try cache.replaceUsers(users, at: Example.noon)
        let expected = #"{"departmentId":"\#(one.uppercased())","isAgent":true}"#
        #expect(try cache.membershipObjects(of: Example.id(1)).map(\.text) == [expected, expected])
        #expect(try cache.membershipObjects(of: Example.id(9)) == [])
    }
}
