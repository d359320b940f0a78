import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

/// Who asks again gets the same answer, and never one that is no longer so.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct AskedAgainTests {
    /// Every address that shows where the session is, each asked twice: what the second answer says.
    private func places(_ standIn: StandIn, _ session: String) async throws -> [String?] {
        var places: [String?] = []
        for path in ["/chat/v2/session/\(session)", "/chat/v2/session?PageSize=100"] {
            _ = try await standIn.caller.get(path)
            let answer = try await standIn.caller.get(path).json
            let one = answer?["items"]?.array?.first { $0["id"]?.string == session } ?? answer
            places.append(one?["departmentId"]?.string)
        }
        for path in ["/outpost/v1/sessions/\(session)", "/outpost/v1/sessions?limit=1000"] {
            _ = try await standIn.caller.get(path)
            let answer = try await standIn.caller.get(path).json
            let one = answer?.array?.first { $0["id"]?.string == session } ?? answer
            places.append(
                one?["pending"]?["departmentId"]?.string ?? one?["departmentId"]?.string)
        }
        return places
    }

    @Test("a transfer shows at once, whichever program hands it in, and so does its end")
    func transfers() async throws {
        try await StandIn.open { standIn in
            try await standIn.goOffline()
            let (session, elsewhere) = try await standIn.session()
            let old = session.departmentID
            #expect(try await places(standIn, session.id) == [old, old, old, old])

            let command = try Outbox.open(in: standIn.office.directory, forAgent: false)
            let id = try #require(Session.ID(session.id))
            let target = try #require(Department.ID(elsewhere.id))
            let accepted = try command.accept(
                NewIntent(
                    id: .random(), sessionID: id, target: .department(target), key: nil,
                    base: nil, lifetime: 600), at: Date())
            let new = elsewhere.id
            #expect(try await places(standIn, session.id) == [new, new, new, new])

            _ = try command.cancel(accepted.intent.id, at: Date())
            command.close()
            #expect(try await places(standIn, session.id) == [old, old, old, old])
        }
    }

    @Test("it grows older, and who wants it newer has the API asked")
    func older() async throws {
        try await StandIn.open { standIn in
            let path = "/core/v1/department"
            let first = try await standIn.caller.get(path)
            standIn.pass(60)
            let second = try await standIn.caller.get(path)
            let ages = [first, second].map { Int($0.headers["age"] ?? "") ?? -1 }
            #expect(ages[0] >= 0 && ages[1] >= ages[0] + 60)
            #expect(second.body == first.body)
            let newer = try await standIn.caller.get(path, headers: ["Cache-Control": "max-age=5"])
            #expect(newer.headers["cache-status"]?.contains("fwd=request") == true)
            #expect(Int(newer.headers["age"] ?? "") ?? 99 <= 5)
        }
    }

    @Test("what was forgotten is gone at once")
    func forgotten() async throws {
        try await StandIn.open { standIn in
            try await standIn.goOffline()
            let session = try await standIn.session("COMPLETED").session
            let path = "/outpost/v1/sessions/\(session.id)"
            for _ in 1...2 { #expect(try await standIn.caller.get(path).status == 200) }
            #expect(try await standIn.caller.call("DELETE", path).status == 200)
            #expect(try await standIn.caller.get(path).status == 404)
        }
    }
}
