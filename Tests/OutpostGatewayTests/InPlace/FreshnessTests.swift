import Caller
import HelenaSimulator
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@testable import OutpostGateway

/// How old an answer may be, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct FreshnessTests {
    private static let lists = [
        "/core/v1/department", "/core/v2/department", "/core/v1/agent", "/chat/v1/session",
        "/chat/v2/session",
    ]

    private func age(_ answer: LocalAnswer) -> Int? { answer.headers["age"].flatMap { Int($0) } }

    private func get(
        _ standIn: StandIn, _ path: String, _ cacheControl: String? = nil
    ) async throws -> LocalAnswer {
        try await standIn.caller.get(
            path, headers: cacheControl.map { ["Cache-Control": $0] } ?? [:])
    }

    @Test("the copy answers, line or no line, and says how old it is; the API is not asked")
    func hit() async throws {
        try await StandIn.open { standIn in
            let session = try await standIn.session().session.id
            let asked = await standIn.simulator.requestCount
            standIn.pass(100)
            for path in Self.lists + ["/chat/v2/session/\(session)"] {
                let answer = try await get(standIn, path)
                #expect(answer.status == 200)
                #expect((100..<160).contains(age(answer) ?? 0), "\(path)")
                #expect(answer.headers["cache-status"]?.hasPrefix("outpost; hit; ttl=") == true)
            }
            #expect(await standIn.simulator.requestCount == asked)
            try await standIn.goOffline()
            for path in Self.lists + ["/chat/v2/session/\(session)"] {
                #expect(try await get(standIn, path).status == 200)
            }
        }
    }

    @Test("no-cache, or an age that the copy is beyond: the API is asked now", arguments: lists)
    func asked(_ path: String) async throws {
        try await StandIn.open { standIn in
            for wish in ["no-cache", "max-age=50"] {
                standIn.pass(100)
                let asked = await standIn.simulator.requestCount
                let answer = try await get(standIn, path, wish)
                #expect(answer.status == 200)
                #expect((0..<50).contains(age(answer) ?? -1), "\(wish)")
                #expect(answer.headers["cache-status"]?.contains("fwd=request; stored") == true)
                #expect(await standIn.simulator.requestCount > asked)
            }
            let asked = await standIn.simulator.requestCount
            #expect(try await get(standIn, path, "max-age=3000").status == 200)
            #expect(await standIn.simulator.requestCount == asked, "young enough")
        }
    }

    @Test("one session is read by itself, and a change is seen")
    func oneSession() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            try await standIn.simulator.colleagueTransfers(
                session: session.id, toDepartment: elsewhere.id, user: nil)
            let path = "/chat/v2/session/\(session.id)"
            let old = try await get(standIn, path)
            #expect(old.json?["departmentId"]?.string == session.departmentID)
            let before = await standIn.requests.count
            let new = try await get(standIn, path, "no-cache")
            #expect(new.json?["departmentId"]?.string == elsewhere.id)
            #expect(new.json?["contactDetails"] == nil)
            #expect(await standIn.requests.dropFirst(before) == ["GET \(path)"])
            let kept = try await get(standIn, path)
            #expect(kept.json == new.json)
        }
    }

    @Test("without a line a wish that cannot be met is 504, unless the copy may stand in")
    func offline() async throws {
        try await StandIn.open { standIn in
            let session = try await standIn.session().session.id
            try await standIn.goOffline()
            standIn.pass(100)
            for path in Self.lists + ["/chat/v1/session/\(session)"] {
                for wish in ["no-cache", "max-age=50", "max-age=50, stale-if-error=10"] {
                    let answer = try await get(standIn, path, wish)
                    let error = try #require(SpokenError(answer))
                    #expect(error.status == 504)
                    #expect(error.key == "OUTPOST_TOO_OLD")
                    #expect(error.text?.contains("the line is down") == true)
                    #expect(answer.headers["retry-after"] == "30")
                }
                let answer = try await get(standIn, path, "no-cache, stale-if-error=3600")
                #expect(answer.status == 200)
                #expect(answer.headers["cache-status"]?.hasSuffix("stale-if-error") == true)
            }
        }
    }

    @Test("where the API is asked in vain, the copy stands in if it may")
    func askedInVain() async throws {
        try await StandIn.open { standIn in
            await standIn.simulator.inject(.unavailable)
            standIn.pass(100)
            let refused = try await get(standIn, "/core/v2/department", "no-cache")
            #expect(SpokenError(refused)?.status == 504)
            let session = try await standIn.session().session.id
            for path in ["/core/v2/department", "/chat/v2/session/\(session)"] {
                standIn.line.hear(nil)
                let answer = try await get(standIn, path, "no-cache, stale-if-error=3600")
                #expect(answer.status == 200)
                #expect((age(answer) ?? 0) >= 100)
                #expect(answer.headers["cache-status"]?.hasSuffix("stale-if-error") == true)
            }
        }
    }

    @Test("only-if-cached: never asks")
    func onlyIfCached() async throws {
        try await StandIn.open { standIn in
            let asked = await standIn.simulator.requestCount
            let stranger = "/chat/v2/session/0ac3d2e4-0000-4000-8000-00000000000b"
            #expect(try await get(standIn, "/chat/v2/session", "only-if-cached").status == 200)
            for (path, wish) in [
                (stranger, "only-if-cached"), ("/core/v1/agent", "only-if-cached, no-cache"),
            ] {
                let error = SpokenError(try await get(standIn, path, wish))
                #expect(error?.status == 504)
                #expect(error?.key == "OUTPOST_NOT_CACHED")
            }
            #expect(await standIn.simulator.requestCount == asked)
        }
    }

    @Test("nor does a list of which only the open sessions were walked so far")
    func partial() async throws {
        try await StandIn.open { standIn in
            let session = try await standIn.session().session.id
            try await standIn.goOffline()
            var progress = try standIn.cache.sessionProgress()
            progress.fullAt = nil
            try standIn.cache.save(progress)
            #expect(try await get(standIn, "/chat/v2/session").status == 503)
            #expect(try await get(standIn, "/chat/v2/session/\(session)").status == 200)
        }
    }

    @Test("a copy that was never whole answers nothing: a part would be taken for all")
    func incomplete() async throws {
        try await StandIn.open(filled: false) { standIn in
            let stranger = "/chat/v2/session/0ac3d2e4-0000-4000-8000-00000000000b"
            for path in Self.lists + [stranger] {
                let error = SpokenError(try await get(standIn, path))
                #expect(error?.status == 503, "\(path)")
                #expect(error?.key == "OUTPOST_NOT_YET")
            }
            #expect(SpokenError(try await get(standIn, stranger, "only-if-cached"))?.status == 504)
        }
    }

    @Test("a session that the copy does not have is asked for, and kept")
    func unknown() async throws {
        try await StandIn.open { standIn in
            let late = await standIn.simulator.customerOpensSession()
            let path = "/chat/v2/session/\(late.id)"
            let first = try await get(standIn, path)
            #expect(first.json?["id"]?.string == late.id)
            #expect(first.headers["cache-status"]?.contains("fwd=uri-miss; stored") == true)
            let again = try await get(standIn, path)
            #expect(again.json == first.json)
            #expect(again.headers["cache-status"]?.contains("hit") == true)
            let asked = await standIn.requests.filter { $0 == "GET \(path)" }
            #expect(asked.count == 1)
        }
    }

    @Test("one that nobody has: the API's own refusal; without a line, what it would say")
    func nobodyHas() async throws {
        try await StandIn.open { standIn in
            let path = "/chat/v2/session/0ac3d2e4-0000-4000-8000-00000000000b"
            let theirs = SpokenError(try await standIn.direct.get(path))
            #expect(SpokenError(try await get(standIn, path)) == theirs)
            try await standIn.goOffline()
            let offline = try await get(standIn, path)
            #expect(SpokenError(offline) == theirs)
            #expect(age(offline) != nil, "it says how old that knowledge is")
        }
    }

    @Test("one that was deleted leaves the copy when it is asked for")
    func deleted() async throws {
        try await StandIn.open { standIn in
            let id = try await standIn.session().session.id
            try await standIn.simulator.colleagueDeletes(session: id)
            let path = "/chat/v1/session/\(id)"
            #expect(try await get(standIn, path).status == 200)
            #expect(SpokenError(try await get(standIn, path, "no-cache"))?.key == "FORM_ERROR")
            try await standIn.goOffline()
            #expect(SpokenError(try await get(standIn, path))?.key == "FORM_ERROR")
        }
    }

    @Test("one refusal is not enough for that: a second one must say the same")
    func deniedOnce() async throws {
        try await StandIn.open { standIn in
            let id = try await standIn.session().session.id
            await standIn.simulator.inject(.errorInOK(key: "FORM_ERROR"), next: 1, path: id)
            #expect(try await get(standIn, "/chat/v1/session/\(id)", "no-cache").status == 200)
            #expect(await standIn.requests.filter { $0.contains(id) }.count == 2)
        }
    }

    @Test("who has it already gets 304 and no body; after a change, the new one")
    func notModified() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            for path in Self.lists + ["/chat/v2/session/\(session.id)"] {
                let first = try await standIn.caller.get(path)
                let tag = try #require(first.headers["etag"])
                let again = try await standIn.caller.get(
                    path, headers: ["If-None-Match": "\"x\", W/\(tag)"])
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
                #expect(again.headers["etag"] == tag)
                #expect(again.headers["age"] != nil)
                let other = try await standIn.caller.get(path, headers: ["If-None-Match": "\"x\""])
                #expect(other.body == first.body)
            }
            let path = "/chat/v2/session/\(session.id)"
            let tag = try await standIn.caller.get(path).headers["etag"] ?? ""
            try await standIn.goOffline()
            let accepted = try await standIn.transfer(
                session.id, StandIn.to(department: elsewhere.id))
            #expect(accepted.status == 202)
            let moved = try await standIn.caller.get(path, headers: ["If-None-Match": tag])
            #expect(moved.status == 200, "what is pending for it is part of it")
        }
    }

    @Test("many who want it now are served by few requests")
    func crowd() async throws {
        try await StandIn.open { standIn in
            let before = await standIn.simulator.requestCount
            await standIn.simulator.inject(.delay(.milliseconds(300)))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await get(standIn, "/core/v2/department", "no-cache").status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 200 })
            #expect(await standIn.simulator.requestCount - before < 20)
        }
    }
}
