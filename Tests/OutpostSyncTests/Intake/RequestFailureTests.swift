import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("what a refused request is told")
struct RequestFailureTests {
    static let stores: [StoreFailure] = [
        .notThere(file: "cache.sqlite"), .newerVersion(file: "outbox.sqlite", version: 9, known: 1),
        .damaged(file: "cache.sqlite", detail: "malformed"),
        .damaged(file: "outbox.sqlite", detail: "malformed"),
        .notWritable(file: "outbox.sqlite", detail: "read-only"), .full(file: "outbox.sqlite"),
        .busy(file: "outbox.sqlite"), .unexpected(file: "outbox.sqlite", detail: "no such table"),
    ]

    static let failures: [RequestFailure] =
        [
            .noTarget, .malformedSession("x"), .unknownNumber("17"), .unknownSession(id(17)),
            .unknown(kind: "department", "Vendass", nearest: ["Vendas"]),
            .unknown(kind: "user", "Zé", nearest: []), .unknownStatus("OPEN"),
            .ambiguous(
                kind: "user", "José da Silva",
                [.init(id: "1", name: "José da Silva"), .init(id: "2", name: "José da Silva")]),
            .notMember(user: "Ana", department: "Suporte", serves: ["Vendas", "Cobrança"]),
            .notMember(user: "Carla", department: "Suporte", serves: []),
            .ended("17", .completed), .neverRefreshed(.users), .malformedKey,
            .malformedLifetime(0), .outbox(.keyReused(key: "k", by: id(1))),
            .outbox(.tooMany(open: 9, limit: 9)), .outbox(.unknown(id(1))),
            .outbox(.notPossible(id(1), from: .sending, to: .cancelled)),
        ] + stores.map { .outbox(.store($0)) } + stores.map { .cache($0) }

    @Test("it says what happened, and no advice is empty", arguments: failures)
    func texts(failure: RequestFailure) {
        let advice = [Audience.shell, .program].compactMap { failure.advice(for: $0) }
        for text in [failure.description] + advice {
            #expect(text.count > 8)
            #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines))
            #expect(!text.contains("Optional("))
            #expect(!text.contains("()"))
        }
    }

    @Test("candidates without a name are listed without empty brackets")
    func nameless() {
        let failure = RequestFailure.ambiguous(
            kind: "session", "17", [.init(id: "a", name: ""), .init(id: "b", name: "Maria")])
        #expect(failure.advice(for: .shell) == "use an id: a, b (Maria)")
    }

    @Test(
        "lists read like sentences",
        arguments: [
            ([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C"),
        ])
    func lists(names: [String], text: String) {
        #expect(names.listed(or: "or") == text)
    }

    @Test("a damaged outbox is never to be thrown away, a damaged cache may be")
    func damaged() {
        #expect(
            StoreFailure.damaged(file: Outbox.fileName, detail: "").advice(for: .shell)?.contains(
                "keep") == true
        )
        #expect(
            StoreFailure.damaged(file: Cache.fileName, detail: "").advice(for: .shell)?.contains(
                "refresh")
                == true)
    }
}
