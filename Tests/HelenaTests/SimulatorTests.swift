import Foundation
import HelenaSimulator
import Logging
import OutpostModel
import Synchronization
import Testing

@testable import Helena

/// The client against the working model of the API, which shares no code with it.
@Suite("against the simulator", .timeLimit(.minutes(1)))
struct SimulatorTests {
    private func with(
        key: String = Example.secret, limits: HelenaLimits = Example.limits,
        _ body: (HelenaSimulator, HelenaClient) async throws -> Void
    ) async throws {
        let simulator = try await HelenaSimulator.start(
            seeding: Seeding(departments: 4, users: 9, sessions: 130), apiKey: key)
        try await Example.with(simulator.baseURL, limits: limits) { client in
            try await body(simulator, client)
        }
        try await simulator.stop()
    }

    /// The failure of transferring the first session to the first department under a fault.
    private func failure(
        _ fault: Fault, limits: HelenaLimits = Example.limits
    ) async throws -> (failure: RemoteFailure, wasApplied: Bool) {
        var result: (RemoteFailure, Bool)?
        try await with(limits: limits) { simulator, client in
            await simulator.inject(fault)
            let (session, department) = try await ids(simulator)
            let failure = try #require(
                await #expect(throws: RemoteFailure.self) {
                    try await client.transfer(session, to: .department(department), stopsBot: false)
                })
            result = (failure, await !simulator.journal.isEmpty)
        }
        return try #require(result)
    }

    @Test("what is passed on may take longer than an answer, as long as it leaves")
    func longBody() async throws {
        let limits = HelenaLimits(answerTimeout: .seconds(5), leastPace: 100)
        try await with(limits: limits) { simulator, client in
            let session = try #require(await simulator.sessions(status: "PENDING").first)
            // A slow line, as the client sees it: a further piece is taken two seconds after the last.
            let pieces = ["{" + String(repeating: " ", count: 2_000), " ", " ", "}"]
            let left = Mutex(pieces[...])
            let slow = AsyncStream<[UInt8]> {
                let (piece, isFirst) = left.withLock { left in
                    (left.popFirst(), left.count == pieces.count - 1)
                }
                if !isFirst { try? await Task.sleep(for: .seconds(2)) }
                return piece.map { Array($0.utf8) }
            }
            let answer = try await client.pass(
                PassedRequest(
                    method: "PUT", target: "/chat/v1/session/\(session.id)/complete", fields: [],
                    body: ByteStream(slow) { $0 }, length: pieces.joined().utf8.count))
            #expect(answer.status == 200)
        }
    }

    private func ids(
        _ simulator: HelenaSimulator
    ) async throws -> (Session.ID, Department.ID) {
        let session = try #require(await simulator.sessions(status: "PENDING").first)
        let department = try #require(
            await simulator.departments().first { $0.id != session.departmentID })
        return (
            try #require(Session.ID(session.id)), try #require(Department.ID(department.id))
        )
    }

    @Test("departments, users and every page of sessions arrive whole")
    func reads() async throws {
        try await with { simulator, client in
            let departments = try await client.departments().map(\.id.text)
            #expect(await Set(departments) == Set(simulator.departments().map(\.id)))
            let users = try await client.users().map(\.id.text)
            #expect(await Set(users) == Set(simulator.users().map(\.id)))

            var request = SessionPageRequest(pageSize: 50)
            var sessions: [Session] = []
            while true {
                let page = try await client.sessions(request)
                #expect(page.unreadable == 0)
                #expect(page.pageNumber == request.pageNumber)
                #expect(page.totalItems == 130)
                sessions += page.sessions
                guard page.hasMore else { break }
                request.pageNumber += 1
            }
            #expect(request.pageNumber == 3)
            let expected = await simulator.sessions(limit: 1000)
            #expect(sessions.map(\.id.text) == expected.map(\.id))
            #expect(sessions.map(\.contactName) == expected.map(\.contactName))
        }
    }

    @Test("statuses and the time of the last change select")
    func filters() async throws {
        try await with { simulator, client in
            let page = try await client.sessions(
                SessionPageRequest(statuses: [.pending, .started]))
            let statuses = Set(page.sessions.map(\.status))
            #expect(!statuses.isEmpty && statuses.isSubset(of: [.pending, .started]))
            let bound = Timestamp(Date().addingTimeInterval(-20 * 86_400))
            let changed = try await client.sessions(SessionPageRequest(updatedAfter: bound))
            #expect(changed.totalItems.map { (1..<130).contains($0) } == true)
            #expect(changed.sessions.allSatisfy { $0.updatedAt.map { $0 > bound } == true })
        }
    }

    @Test("a transfer is applied once, and the answer is the session as it is then")
    func transfer() async throws {
        try await with { simulator, client in
            let (id, department) = try await ids(simulator)
            let session = try await client.transfer(id, to: .department(department), stopsBot: true)
            #expect(session.departmentID == department)
            #expect(try await client.session(id).placement == session.placement)
            #expect(await simulator.journal.map(\.sessionID) == [id.text])
        }
    }

    @Test("a session that does not exist is rejected, though the server says 500")
    func unknownSession() async throws {
        try await with { _, client in
            let failure = await #expect(throws: RemoteFailure.self) {
                try await client.session(#require(Session.ID(Example.sessionID)))
            }
            #expect(failure?.kind == .rejected(key: "FORM_ERROR"))
        }
    }

    @Test("a wrong key is refused")
    func wrongKey() async throws {
        try await with(key: "pn_another") { _, client in
            let failure = await #expect(throws: RemoteFailure.self) { try await client.users() }
            #expect(failure?.kind == .keyRefused(status: 401))
        }
    }

    @Test("a cut line is refused, and what comes after it is not harmed")
    func cutLine() async throws {
        try await with { simulator, client in
            _ = try await client.departments()
            try await simulator.cutLine()
            let failure = await #expect(throws: RemoteFailure.self) {
                try await client.departments()
            }
            #expect(
                failure.map { [.offline(.refused), .offline(.broken)].contains($0.kind) } == true)
            try await simulator.restoreLine()
            #expect(try await client.departments().count == 4)
        }
    }

    @Test(
        "faults before the API sees the request, and in its answer",
        arguments: [
            (Fault.reset, .offline(.broken)), (.cutOff, .offline(.broken)),
            (.answerLost, .offline(.broken)), (.loginPage, .offline(.notTheAPI)),
            (.internalError, .unexplained(status: 500)),
            (.unexplainedError, .unexplained(status: 500)),
            (.unavailable, .unavailable(status: 503)),
            (.errorInOK(key: "FORM_ERROR"), .rejected(key: "FORM_ERROR")),
            (.errorInOK(key: "ERROR_UNAUTHORIZED"), .keyRefused(status: 401)),
            (.tooManyRequests(nil), .throttled),
        ] as [(Fault, RemoteFailure.Kind)])
    func faults(_ fault: Fault, kind: RemoteFailure.Kind) async throws {
        let (failure, wasApplied) = try await failure(fault)
        #expect(failure.kind == kind)
        #expect(failure.mayHaveBeenApplied || !wasApplied)
    }

    @Test(
        "faults of time",
        arguments: [Fault.neverAnswered, .delay(.seconds(30)), .slowBody(.seconds(30))])
    func slow(_ fault: Fault) async throws {
        let limits = HelenaLimits(answerTimeout: .seconds(3))
        let (failure, _) = try await failure(fault, limits: limits)
        #expect(failure.kind == .offline(.timedOut))
        #expect(failure.mayHaveBeenApplied)
    }

    @Test("the server's waiting time, in both forms")
    func throttled() async throws {
        let seconds = try await failure(.tooManyRequests(.seconds(7))).failure
        #expect(seconds.retryAfter == .seconds(7))
        let date = try await failure(.tooManyRequests(.date(secondsAhead: 60))).failure
        let wait = try #require(date.retryAfter)
        #expect(wait > .seconds(50) && wait <= .seconds(61))
    }
}
