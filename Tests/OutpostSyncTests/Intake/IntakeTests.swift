import Foundation
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@Suite("taking transfers in", .timeLimit(.minutes(1)))
struct IntakeTests {
    @Test("a transfer is accepted with what the cache knows of the session")
    func accepted() async throws {
        try await Branch.open { branch in
            let session = Session.sample(17, with: .ana, status: .inProgress)
            try branch.fillCache(session)
            let request = TransferRequest(
                session: "17", department: "suporte", user: "bruno lima", stopsBot: true,
                ifMoved: .drop, key: "k", lifetime: 60)
            let intent = try await branch.take(request).intent
            #expect(intent.sessionID == session.id)
            #expect(intent.target == .user(User.bruno.id, in: Department.suporte.id))
            #expect(intent.base == Intent.Base(session))
            #expect(intent.stopsBot)
            #expect(intent.ifMoved == .drop)
            #expect(intent.key == "k")
            #expect(intent.expiresAt == intent.acceptedAt + 60)
            #expect(try branch.outbox.intent(intent.id) == intent)
        }
    }

    @Test("a user alone is a target, and so is a department alone")
    func targets() async throws {
        try await Branch.open { branch in
            try branch.fillCache(.sample(17))
            let toUser = try await branch.take(TransferRequest(session: "17", user: "Carla Dias"))
            #expect(toUser.intent.target == .user(User.carla.id, in: nil))
            let toQueue = try await branch.take(
                TransferRequest(session: "17", department: "Vendas"))
            #expect(toQueue.intent.target == .department(Department.vendas.id))
        }
    }

    @Test("without a cache, a transfer by ids is accepted, its base unknown")
    func withoutCache() async throws {
        try await Branch.open { branch in
            let request = TransferRequest(
                session: Session.sample(17).id.text, department: Department.vendas.id.text,
                user: User.bruno.id.text)
            let intent = try await Intake(nil).accept(request, into: branch.outbox, at: noon).intent
            #expect(intent.base == nil)
            #expect(intent.target == .user(User.bruno.id, in: Department.vendas.id))
        }
    }

    @Test("a repetition gets its intent, whatever became of the department and the user")
    func repeated() async throws {
        try await Branch.open { branch in
            let session = Session.sample(17)
            try branch.fillCache(session)
            let request = TransferRequest(
                session: session.id.text, department: Department.suporte.id.text,
                user: User.bruno.id.text, key: "k")
            let first = try await branch.take(request).intent
            _ = try branch.cache.replaceUsers([.carla], at: noon)
            _ = try branch.cache.replaceDepartments([.vendas], at: noon)
            let again = try await branch.take(request)
            #expect(again.isRepetition && again.intent == first)
            var other = request
            other.department = Department.vendas.id.text
            await #expect(throws: RequestFailure.outbox(.keyReused(key: "k", by: first.id))) {
                try await branch.take(other)
            }
            other.key = "another"
            await #expect(throws: RequestFailure.self) { try await branch.take(other) }
        }
    }

    static let refusals: [(TransferRequest, RequestFailure)] = [
        (TransferRequest(session: "17"), .noTarget),
        (TransferRequest(session: "xyz", department: "Vendas"), .malformedSession("xyz")),
        (TransferRequest(session: "18", department: "Vendas"), .unknownNumber("18")),
        (TransferRequest(session: "99", department: "Vendas"), .ended("99", .completed)),
        (
            TransferRequest(session: "17", department: "Vendass"),
            .unknown(kind: "department", "Vendass", nearest: ["Vendas"])
        ),
        (
            TransferRequest(session: "17", department: "Suporte", user: "Ana Souza"),
            .notMember(user: "Ana Souza", department: "Suporte", serves: ["Vendas"])
        ),
        (TransferRequest(session: "17", department: "Vendas", key: ""), .malformedKey),
    ]

    @Test("a refused request stores nothing", arguments: refusals)
    func refused(request: TransferRequest, failure: RequestFailure) async throws {
        try await Branch.open { branch in
            try branch.fillCache(.sample(17), .sample(99, status: .completed))
            await #expect(throws: failure) { try await branch.take(request) }
            let tally = try branch.outbox.tally()
            #expect(tally.accepted == 0)
            #expect(tally.open == 0)
        }
    }

    @Test(
        "a key has 1 to 255 bytes and no control characters",
        arguments: [
            ("k", true), ("", false), (String(repeating: "k", count: 255), true),
            (String(repeating: "k", count: 256), false), (String(repeating: "ç", count: 127), true),
            (String(repeating: "ç", count: 128), false), ("a b", true), ("a\nb", false),
            ("\u{0}", false), ("\u{7f}", false), ("\u{1f}", false),
        ])
    func keys(key: String, isUsable: Bool) throws {
        let request = TransferRequest(
            session: Session.sample(1).id.text, department: Department.vendas.id.text, key: key)
        if isUsable {
            #expect(try Intake(nil).resolve(request).key == key)
        } else {
            #expect(throws: RequestFailure.malformedKey) { try Intake(nil).resolve(request) }
        }
    }

    @Test(
        "a transfer waits from a second to a year",
        arguments: [
            (1, true), (86_400, true), (366 * 86_400, true), (0, false), (0.5, false), (-1, false),
            (366 * 86_400 + 1, false), (.infinity, false), (.nan, false),
        ] as [(TimeInterval, Bool)])
    func lifetimes(lifetime: TimeInterval, isUsable: Bool) throws {
        let request = TransferRequest(
            session: Session.sample(1).id.text, department: Department.vendas.id.text,
            lifetime: lifetime)
        if isUsable {
            #expect(try Intake(nil).resolve(request).lifetime == lifetime)
        } else {
            #expect(throws: RequestFailure.self) { try Intake(nil).resolve(request) }
        }
    }
}

extension Branch {
    @discardableResult
    fileprivate func take(_ request: TransferRequest) async throws -> Acceptance {
        // The outbox answers from a thread of its own.
        try await time.standingStill {
            try await Intake(cache).accept(request, into: outbox, at: clocks.now())
        }
    }
}
