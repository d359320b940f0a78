import OutpostModel
import Testing

@testable import OutpostStore

@Suite("finding departments and users")
struct DirectoryTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
        _ = try cache.replaceDepartments(
            [
                Example.department(1, "Vendas"), Example.department(2, "Recepção"),
                Example.department(3, "Pós-Vendas 100%"),
            ], at: Example.noon)
        _ = try cache.replaceUsers(
            [
                Example.user(7, "João", email: "Joao.Silva@Example.com", departments: [1, 2]),
                Example.user(8, "Ana", departments: [2]), Example.user(9, "Zé"),
            ], at: Example.noon)
    }

    @Test(
        "departments are found by a part of their name, without case and accents",
        arguments: [
            ("vendas", [3, 1]), ("VENDAS", [3, 1]), ("recepcao", [2]),
            ("Recepc\u{327}a\u{303}o", [2]),
            (" pos-", [3]), ("100%", [3]), ("%", [3]), ("_", []), ("'", []), ("nobody", []),
            ("", [3, 2, 1]),
        ])
    func departments(_ text: String, _ numbers: [Int]) throws {
        #expect(try cache.departments(matching: text).map(\.id) == numbers.map { Example.id($0) })
    }

    @Test("without a text all departments are listed by name")
    func allDepartments() throws {
        #expect(try cache.departments().map(\.name) == ["Pós-Vendas 100%", "Recepção", "Vendas"])
    }

    @Test("a department is found by its id, whole")
    func department() throws {
        let vendas = Example.department(1, "Vendas")
        #expect(try cache.department(vendas.id) == vendas)
        #expect(try cache.department(Example.id(404)) == nil)
    }

    @Test(
        "users are found by a part of their name, without case and accents",
        arguments: [
            ("joao", [7]), ("JOÃO", [7]), ("an", [8]), ("ze", [9]), ("x y", []), ("", [8, 7, 9]),
        ])
    func users(_ text: String, _ numbers: [Int]) throws {
        #expect(try cache.users(matching: text).map(\.id) == numbers.map { Example.id($0) })
    }

    @Test(
        "users are found by a part of their address, in whatever case it is written",
        arguments: ["joao.silva", "Joao.Silva@Example.com", "@EXAMPLE", "silva@"])
    func addresses(_ text: String) throws {
        #expect(try cache.users(matching: text).map(\.id) == [Example.id(7)])
    }

    @Test(
        "the users of a department are those, found by name too",
        arguments: [
            (1, nil, [7]), (2, nil, [8, 7]), (2, "jo", [7]), (3, nil, []), (404, nil, []),
        ] as [(Int, String?, [Int])])
    func members(_ department: Int, _ text: String?, _ numbers: [Int]) throws {
        let found = try cache.users(matching: text, in: Example.id(department))
        #expect(found.map(\.id) == numbers.map { Example.id($0) })
    }

    @Test("a user is found by id, with the departments")
    func user() throws {
        let found = try #require(try cache.user(Example.id(7)))
        #expect(found.departments == [Example.id(1), Example.id(2)])
        #expect(found.email == "Joao.Silva@Example.com")
        #expect(found.availability == "AVAILABLE")
        #expect(found.object == Example.user(7, "João", departments: [1, 2]).object)
        #expect(try cache.user(Example.id(9))?.departments == [])
        #expect(try cache.user(Example.id(404)) == nil)
    }
}
