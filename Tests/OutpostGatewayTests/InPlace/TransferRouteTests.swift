import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import OutpostStore
import Testing
import Wayside

@testable import OutpostGateway

/// Transfers in place of the API's, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct TransferRouteTests {
    private func intent(_ answer: LocalAnswer) throws -> Intent.ID {
        try #require(Intent.ID(answer.headers["outpost-intent"] ?? ""), "\(answer)")
    }

    @Test("delivered in time: 200, and the session as the API sent it")
    func delivered() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session("IN_PROGRESS")
            let answer = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(answer.status == 200)
            let theirs = try await standIn.direct.get("/chat/v1/session/\(session.id)")
            var expected = try #require(theirs.json?.object)
            expected["lastMessageText"] = nil
            #expect(answer.json == .object(expected))
            #expect(try standIn.outbox.intent(try intent(answer)).state == .delivered)
            #expect(await standIn.simulator.journal.count == 1)
            let shown = try await standIn.caller.get("/chat/v2/session/\(session.id)")
            #expect(shown.json?["type"] != nil, "its answer has none, and it was known")
        }
    }

    @Test("without a line: 202 at once, where it will be, and where to ask what became of it")
    func accepted() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session("IN_PROGRESS")
            try await standIn.goOffline()
            let answer = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(answer.status == 202)
            let id = try intent(answer)
            #expect(answer.headers["location"] == "/outpost/v1/intents/\(id)")
            #expect(answer.headers["retry-after"] == "30")
            #expect(answer.json?["departmentId"]?.string == elsewhere.id)
            #expect(answer.json?["status"]?.string == "PENDING")
            #expect(answer.json?["userId"] == .null)
            #expect(answer.json?["number"]?.string == session.number)
            #expect(answer.json?["contactDetails"] == nil)
            #expect(answer.json?["type"] == nil)
            let found = try await standIn.caller.get("/outpost/v1/intents/\(id)")
            #expect(found.json?["state"]?.string == "queued")

            try await standIn.goOnline()
            try await eventually("it is delivered") {
                try standIn.outbox.intent(id).state == .delivered
            }
            #expect(await standIn.simulator.journal.count == 1)
        }
    }

    @Test("a line that is lost while one waits ends the waiting")
    func lostMeanwhile() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            await standIn.simulator.inject(.reset)
            let start = ContinuousClock.now
            let answer = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(answer.status == 202)
            #expect(ContinuousClock.now - start < .seconds(15), "it could have waited 20")
        }
    }

    @Test("no time to wait: 202, although the line is open")
    func noWait() async throws {
        try await StandIn.open(delivers: false, wait: .zero) { standIn in
            let (session, elsewhere) = try await standIn.session()
            let answer = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(answer.status == 202)
            #expect(answer.headers["retry-after"] == "5")
        }
    }

    @Test("a session that the copy does not know is accepted, and shown as far as it is known")
    func unknown() async throws {
        try await StandIn.open { standIn in
            let late = await standIn.simulator.customerOpensSession()
            let department = try #require(await standIn.simulator.departments().last)
            try await standIn.goOffline()
            let answer = try await standIn.transfer(
                late.id, StandIn.to(department: department.id))
            #expect(answer.status == 202)
            #expect(answer.json?["id"]?.string == late.id)
            #expect(answer.json?["departmentId"]?.string == department.id)
            try await standIn.goOnline()
            let again = try await standIn.transfer(
                late.id, StandIn.to(department: department.id))
            #expect(again.status == 200)
            #expect(try intent(again) == intent(answer))
        }
    }

    @Test("what the server refuses is refused in its own words, and so when asked again by its key")
    func refused() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            try await standIn.simulator.colleagueDeletes(session: session.id)
            let theirs = try await standIn.direct.call(
                "PUT", "/chat/v1/session/\(session.id)/transfer",
                body: StandIn.to(department: elsewhere.id))
            for _ in 1...2 {
                let answer = try await standIn.transfer(
                    session.id, StandIn.to(department: elsewhere.id),
                    headers: ["Idempotency-Key": "k"])
                #expect(SpokenError(answer) == SpokenError(theirs))
                #expect(try standIn.outbox.intent(try intent(answer)).state == .rejected)
            }
            #expect(try standIn.outbox.tally().accepted == 1)
        }
    }

    @Test("who waits hears all that the server said; who asks later, its key and its text")
    func refusedInFull() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            let again = ["Idempotency-Key": "k"]
            await standIn.simulator.inject(.refusal, next: 1, method: "PUT")
            let body = StandIn.to(department: elsewhere.id)
            let answer = try await standIn.transfer(session.id, body, headers: again)
            #expect(answer.status == 500)
            #expect(answer.json?["isUnsolvableError"]?.bool == true)
            #expect(answer.json?["details"]?["newDepartmentId"]?.array?.count == 1)
            #expect(answer.json?["environment"]?.string == "simulator")
            #expect(answer.headers["content-type"] == "application/json")
            let stored = try #require(standIn.outbox.intent(try intent(answer)).refusal)
            #expect(stored.body == nil)
            let later = try await standIn.transfer(session.id, body, headers: again)
            #expect(later.status == 500)
            #expect(try intent(later) == intent(answer))
            for member in ["key", "text"] {
                #expect(later.json?[member] == answer.json?[member])
            }
        }
    }

    @Test("a session that ended meanwhile: an error in the API's shape")
    func ended() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            try await standIn.simulator.colleagueCompletes(session: session.id)
            let error = try #require(
                SpokenError(
                    try await standIn.transfer(
                        session.id, StandIn.to(department: elsewhere.id))))
            #expect(error.status == 500)
            #expect(error.key == "FORM_ERROR")
        }
    }

    @Test("a session that was completed and is open again: the API is asked before it is refused")
    func reopened() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session("COMPLETED")
            let body = StandIn.to(department: elsewhere.id)
            try await standIn.simulator.customerReturns(to: session.id)
            try await standIn.goOffline()
            let refused = try await standIn.transfer(session.id, body)
            #expect(SpokenError(refused)?.text == HelenaError.sessionEnded.text)
            try await standIn.goOnline()
            let answer = try await standIn.transfer(session.id, body)
            #expect(answer.status == 200, "\(answer)")
            #expect(await standIn.simulator.session(session.id)?.departmentID == elsewhere.id)
        }
    }

    @Test("moved by somebody else: 409, and what a person needs to know; so again for a re-run")
    func conflict() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            let third = try #require(
                await standIn.simulator.departments().first {
                    $0.id != elsewhere.id && $0.id != session.departmentID
                })
            try await standIn.simulator.colleagueTransfers(
                session: session.id, toDepartment: third.id, user: nil)
            var ids: Set<Intent.ID> = []
            for _ in 1...2 {
                let answer = try await standIn.transfer(
                    session.id, StandIn.to(department: elsewhere.id))
                let error = try #require(SpokenError(answer))
                #expect(error.status == 409)
                #expect(error.key == "OUTPOST_CONFLICT")
                #expect(error.text?.contains("somebody moved the session") == true)
                #expect(error.text?.contains("outpost queue retry --force") == true)
                ids.insert(try intent(answer))
            }
            #expect(ids.count == 1)
            let journal = await standIn.simulator.journal
            #expect(journal.map(\.by) == [.colleague])
        }
    }

    @Test(
        "ended by somebody while its caller waits: 409",
        arguments: ["OUTPOST_CANCELLED", "OUTPOST_HELD", "OUTPOST_SUPERSEDED"])
    func endedMeanwhile(_ key: String) async throws {
        try await StandIn.open(delivers: false) { standIn in
            let (session, elsewhere) = try await standIn.session()
            async let answer = standIn.transfer(session.id, StandIn.to(department: elsewhere.id))
            try await eventually("it is accepted") {
                try standIn.outbox.tally()[.queued] == 1
            }
            let waiting = try #require(standIn.outbox.intents(IntentQuery()).first)
            switch key {
            case "OUTPOST_CANCELLED": _ = try standIn.outbox.cancel(waiting.id, at: .now)
            case "OUTPOST_HELD": _ = try standIn.outbox.hold(waiting.id, at: .now)
            default:
                let other = NewIntent(
                    id: .random(), sessionID: waiting.sessionID,
                    target: .department(try #require(Department.ID(session.departmentID ?? ""))),
                    base: nil, lifetime: 60)
                _ = try standIn.outbox.accept(other, at: .now)
            }
            let error = SpokenError(try await answer)
            #expect(error?.status == 409)
            #expect(error?.key == key)
        }
    }

    @Test("without a key, an equal one that is open will do: twenty at once are one transfer")
    func rerun() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            try await standIn.goOffline()
            let ids = try await withThrowingTaskGroup(of: Intent.ID.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let answer = try await standIn.transfer(
                            session.id, StandIn.to(department: elsewhere.id))
                        #expect(answer.status == 202)
                        return try intent(answer)
                    }
                }
                return try await group.reduce(into: Set<Intent.ID>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            try await standIn.goOnline()
            let again = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(again.status == 200)
            #expect(try ids == [intent(again)])
            #expect(await standIn.simulator.journal.count == 1)
        }
    }

    @Test("a key makes it one, also once it is delivered; for another transfer it is refused")
    func keys() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            let old = try #require(session.departmentID)
            var answers: [LocalAnswer] = []
            for key in ["k", "\"k\"", "k"] {
                answers.append(
                    try await standIn.transfer(
                        session.id, StandIn.to(department: elsewhere.id),
                        headers: ["Idempotency-Key": key]))
            }
            #expect(answers.map(\.status) == [200, 200, 200])
            #expect(Set(answers.compactMap { $0.json }).count == 1)
            #expect(Set(try answers.map(intent)).count == 1)
            let other = try await standIn.transfer(
                session.id, StandIn.to(department: old), headers: ["Idempotency-Key": "k"])
            #expect(SpokenError(other)?.status == 422)
            let wrong = try await standIn.transfer(
                session.id, StandIn.to(department: old),
                headers: ["Idempotency-Key": String(repeating: "k", count: 256)])
            #expect(SpokenError(wrong)?.status == 400)
            #expect(await standIn.simulator.journal.count == 1)
        }
    }

    @Test("a department that the copy does not know yet is asked for before it is refused")
    func lateDepartment() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            let known = try standIn.cache.departments().filter { $0.id.text != elsewhere.id }
            _ = try standIn.cache.replaceDepartments(known, at: .now)
            let answer = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(answer.status == 200)
            _ = try standIn.cache.replaceDepartments(known, at: .now)
            try await standIn.goOffline()
            let late = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(SpokenError(late)?.text == HelenaError.noSuchDepartment.text)
        }
    }
}
