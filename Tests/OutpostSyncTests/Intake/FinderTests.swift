import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("finding what people mean", .timeLimit(.minutes(1)))
struct FinderTests {
    @Test(
        "a department is found by its id or its name, whatever the case and accents",
        arguments: [
            Department.cobranca.id.text, Department.cobranca.id.text.uppercased(), "Cobrança",
            "cobranca", " COBRANÇA ",
        ])
    func department(text: String) async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            #expect(try Finder(branch.cache).department(text).id == Department.cobranca.id)
        }
    }

    @Test(
        "where no name is the same, one with the same letters is meant",
        arguments: ["co-branca", "Co brança", "cobranca!"])
    func letters(text: String) async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            #expect(try Finder(branch.cache).department(text).id == Department.cobranca.id)
            #expect(throws: RequestFailure.self) { try Finder(branch.cache).department("--") }
        }
    }

    @Test(
        "a user is found by id, name or e-mail address",
        arguments: [User.ana.id.text, "ana souza", "ANA SOUZA", "user1@example.com"])
    func user(text: String) async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            #expect(try Finder(branch.cache).user(text, in: nil).id == User.ana.id)
        }
    }

    @Test("of two users with one name, the one who serves the department is meant")
    func namesake() async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            let finder = Finder(branch.cache)
            for (department, user) in [
                (Department.vendas, User.joseOfVendas), (.suporte, .joseOfSuporte),
            ] {
                #expect(try finder.user("jose da silva", in: department).id == user.id)
            }
        }
    }

    @Test("a name that two have is refused, and both are listed")
    func ambiguous() async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            let failure = RequestFailure.ambiguous(
                kind: "user", "José da Silva",
                [
                    .init(id: User.joseOfVendas.id.text, name: "José da Silva"),
                    .init(id: User.joseOfSuporte.id.text, name: "José da Silva"),
                ])
            #expect(throws: failure) {
                try Finder(branch.cache).user("José da Silva", in: nil)
            }
        }
    }

    @Test("a user who does not serve the department is refused, with those they serve")
    func notMember() async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            let finder = Finder(branch.cache)
            for text in ["Ana Souza", User.ana.id.text] {
                #expect(
                    throws: RequestFailure.notMember(
                        user: "Ana Souza", department: "Suporte", serves: ["Vendas"])
                ) { try finder.user(text, in: .suporte) }
            }
            #expect(
                throws: RequestFailure.notMember(
                    user: "Carla Dias", department: "Vendas", serves: [])
            ) { try finder.user("carla dias", in: .vendas) }
        }
    }

    @Test("an unknown name or id is refused, with the nearest names")
    func unknown() async throws {
        try await Branch.open { branch in
            try branch.fillCache()
            let finder = Finder(branch.cache)
            #expect(
                throws: RequestFailure.unknown(
                    kind: "department", "Cobransa", nearest: ["Cobrança"])
            ) { try finder.department("Cobransa") }
            #expect(
                throws: RequestFailure.unknown(kind: "user", "ana sousa", nearest: ["Ana Souza"])
            ) { try finder.user("ana sousa", in: nil) }
            let text = Department.sample(99, "-").id.text
            #expect(throws: RequestFailure.unknown(kind: "department", text, nearest: [])) {
                try finder.department(text)
            }
        }
    }

    @Test("without a list, ids are taken as they are, and names are refused")
    func neverRefreshed() async throws {
        try await Branch.open { branch in
            for finder in [Finder(nil), Finder(branch.cache)] {
                let department = try finder.department(Department.vendas.id.text)
                #expect(department.id == id(1))
                #expect(try finder.user(User.ana.id.text, in: department).id == id(1))
                #expect(throws: RequestFailure.neverRefreshed(.departments)) {
                    try finder.department("Vendas")
                }
                #expect(throws: RequestFailure.neverRefreshed(.users)) {
                    try finder.user("Ana Souza", in: nil)
                }
            }
        }
    }
}

extension Branch {
    /// As after a refresh.
    func fillCache(_ sessions: Session...) throws {
        _ = try cache.replaceDepartments(Department.samples, at: noon)
        _ = try cache.replaceUsers(User.samples, at: noon)
        for session in sessions { try cache.save(session, at: noon) }
        remote.put(sessions)
    }
}
