import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import OutpostSync
import Testing

@testable import OutpostGateway

/// What we do not answer ourselves, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct PassThroughTests {
    private func messages(_ standIn: StandIn) async throws -> String {
        "/chat/v1/session/\(try await standIn.session().session.id)/message?PageSize=1"
    }

    private func complete(
        _ standIn: StandIn, headers: [String: String] = [:]
    ) async throws -> LocalAnswer {
        let session = try await standIn.session().session
        return try await standIn.caller.call(
            "PUT", "/chat/v1/session/\(session.id)/complete", headers: headers, body: "{}")
    }

    @Test("the API answers, to the agent's key, as if it was asked itself")
    func reads() async throws {
        try await StandIn.open { standIn in
            let path = try await messages(standIn)
            let (ours, theirs) = (
                try await standIn.caller.get(path), try await standIn.direct.get(path)
            )
            #expect(ours.status == 200)
            #expect(ours.body == theirs.body)
            #expect(ours.json?["totalItems"] != nil)
            #expect(ours.headers["content-type"] == theirs.headers["content-type"])
            #expect(ours.headers["via"] == "1.1 outpost")
            let head = try await standIn.caller.call("HEAD", path)
            #expect(head.body.isEmpty)
            let length = try #require(head.headers["content-length"].flatMap { Int($0) })
            #expect(length > 100)
        }
    }

    @Test("its errors are its own, and so is what it says of paths that nobody knows")
    func errors() async throws {
        try await StandIn.open { standIn in
            for path in ["/chat/v1/session/\(UUID())/message", "/crm/v1/panel", "/core/v1/tag"] {
                let (ours, theirs) = (
                    try await standIn.caller.get(path), try await standIn.direct.get(path)
                )
                #expect(ours.status == theirs.status, "\(path)")
                #expect(ours.json?["key"] == theirs.json?["key"], "\(path)")
                #expect(ours.json?["environment"]?.string != "outpost", "\(path)")
            }
        }
    }

    @Test("what changes something is carried out once, its body and all")
    func writes() async throws {
        try await StandIn.open { standIn in
            let answer = try await complete(standIn)
            #expect(answer.status == 200, "\(answer)")
            #expect(await standIn.simulator.journal.map(\.kind) == [.complete])
        }
    }

    @Test("who changed something does not read for long how it was before")
    func changed() async throws {
        try await StandIn.open { standIn in
            let path = "/chat/v2/session/\(try await standIn.session().session.id)"
            #expect(try await complete(standIn).status == 200)
            let clock = ContinuousClock()
            let deadline = clock.now + .seconds(20)
            var status: String?
            while status != "COMPLETED" && clock.now < deadline {
                status = try await standIn.caller.get(
                    path, headers: ["Cache-Control": "only-if-cached"]
                ).json?["status"]?.string
            }
            #expect(status == "COMPLETED")
        }
    }

    @Test("a body beyond 32 MiB is refused before anything leaves, one of half a MiB is passed on")
    func long() async throws {
        try await StandIn.open { standIn in
            let path = "/chat/v1/session/\(try await standIn.session().session.id)/complete"
            let requests = await standIn.requests.count
            let tooLong = String(repeating: " ", count: 32 << 20) + "{}"
            let refused = try await standIn.caller.call("PUT", path, body: tooLong)
            #expect(refused.status == 413)
            #expect(refused.json?["key"]?.string == "FORM_ERROR")
            #expect(await standIn.requests.count == requests)
            let long = "{" + String(repeating: " ", count: 1 << 19) + "}"
            let passed = try await standIn.caller.call("PUT", path, body: long)
            #expect(passed.status == 200, "\(passed)")
        }
    }

    @Test("while the line is down it says so, since when, and nothing is tried")
    func offline() async throws {
        try await StandIn.open { standIn in
            let path = try await messages(standIn)
            try await standIn.goOffline()
            let requests = await standIn.requests.count
            let answer = try await standIn.caller.get(path)
            #expect(answer.status == 503)
            #expect(answer.json?["key"]?.string == "OUTPOST_OFFLINE")
            #expect(answer.json?["text"]?.string?.contains("the line is down since 2") == true)
            #expect(answer.headers["retry-after"] == "30")
            let status = try await complete(standIn).status
            #expect(status == 503)
            #expect(await standIn.requests.count == requests)
        }
    }

    @Test("an answer that is lost says that a change may have been made, and of a read does not")
    func lost() async throws {
        try await StandIn.open { standIn in
            await standIn.simulator.inject(.answerLost, next: 1, method: "PUT")
            let answer = try await complete(standIn)
            #expect(answer.status == 502)
            #expect(answer.json?["key"]?.string == "OUTPOST_OUTCOME_UNKNOWN")
            #expect(await standIn.simulator.journal.count == 1)
            standIn.line.hear(nil)
            await standIn.simulator.inject(.reset, next: 1, path: "message")
            let read = try await standIn.caller.get(try await messages(standIn))
            #expect(read.status == 503)
            #expect(read.json?["key"]?.string == "OUTPOST_OFFLINE")
            #expect(read.json?["text"]?.string?.contains("did not answer just now") == true)
        }
    }

    @Test("an answer before the body has come does not end the agent, whatever follows it")
    func early() async throws {
        try await StandIn.open { standIn in
            let path = "/chat/v1/session/\(try await standIn.session().session.id)/complete"
            for _ in 0..<5 {
                try await RawConnection.open(port: standIn.office.port).use { reader, writer in
                    try await writer.send(
                        """
                        PUT \(path) HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Authorization: Bearer \(standIn.caller.token ?? "")\r
                        Content-Length: 200000\r
                        \r
                        {
                        """ + String(repeating: " ", count: 50_000))
                    // It is under way, and the rest of it is waited for.
                    try await standIn.goOffline()
                    let answer = try await reader.until("\"key\"")
                    #expect(answer.contains("OUTPOST_O"))
                    try? await writer.send(String(repeating: " ", count: 100_000))
                }
                try await standIn.goOnline()
            }
            #expect(try await standIn.caller.get("/healthz").status == 200)
        }
    }

    @Test("an account's limit that is used up is told, and nothing else leaves until its time")
    func throttled() async throws {
        try await StandIn.open { standIn in
            let path = try await messages(standIn)
            await standIn.simulator.inject(.tooManyRequests(.seconds(60)), next: 1)
            let answer = try await standIn.caller.get(path)
            #expect(answer.status == 429)
            #expect(answer.headers["retry-after"] == "60")
            let requests = await standIn.requests.count
            let later = try await standIn.caller.get(path)
            #expect(later.status == 503)
            #expect(later.json?["key"]?.string == "OUTPOST_BUSY")
            #expect(await standIn.requests.count == requests)
        }
    }

    @Test("a body comes as the API sends it, not when it is whole")
    func streams() async throws {
        try await StandIn.open { standIn in
            await standIn.simulator.inject(.slowBody(.seconds(3)), next: 1, path: "message")
            let path = try await messages(standIn)
            let start = ContinuousClock.now
            let head = try await standIn.caller.head(of: path)
            #expect(head == 200)
            #expect(ContinuousClock.now - start < .seconds(2.5))
        }
    }

    @Test("reads alone are passed on where that is set; none, where it is")
    func modes() async throws {
        try await StandIn.open(passThrough: .reads) { standIn in
            let path = try await messages(standIn)
            let status = try await standIn.caller.get(path).status
            #expect(status == 200)
            let answer = try await complete(standIn)
            #expect(answer.status == 403)
            #expect(answer.json?["key"]?.string == "OUTPOST_READS_ONLY")
            #expect(await standIn.simulator.journal.isEmpty)
        }
        try await StandIn.open(passThrough: .none) { standIn in
            let path = try await messages(standIn)
            let status = try await standIn.caller.get(path).status
            #expect(status == 404)
            let change = try await complete(standIn).status
            #expect(change == 404)
            #expect(await standIn.simulator.journal.isEmpty)
        }
    }

    @Test("TRACE, whose answer would hold the agent's key, is not passed on")
    func trace() async throws {
        try await StandIn.open { standIn in
            let path = try await messages(standIn)
            let requests = await standIn.requests.count
            let answer = try await standIn.caller.call("TRACE", path)
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE")
            #expect(await standIn.requests.count == requests)
        }
    }

    @Test("details that the copy does not have are the API's, and null while it cannot be asked")
    func details() async throws {
        try await StandIn.open { standIn in
            let id = try await standIn.session().session.id
            for path in ["/chat/v2/session/\(id)?", "/chat/v1/session?PageSize=3&"] {
                let question = path + "IncludeDetails=ChannelDetails"
                func ask(_ wish: String = "") async throws -> JSONValue? {
                    let answer = try await standIn.caller.get(
                        question, headers: ["Cache-Control": wish])
                    #expect(answer.status == 200)
                    return answer.json?["items"]?.array?.first ?? answer.json
                }
                let theirs = try await standIn.direct.get(question).json
                #expect(try await ask() == theirs?["items"]?.array?.first ?? theirs)
                #expect(try await ask()?["channelDetails"]?.object != nil)
                #expect(try await ask("only-if-cached")?["channelDetails"] == .null)
                await standIn.simulator.inject(.unavailable, next: 1)
                #expect(try await ask()?["channelDetails"] == .null)
                try await standIn.goOffline()
                #expect(try await ask()?["channelDetails"] == .null)
                try await standIn.goOnline()
            }
        }
    }

    @Test("only-if-cached asks nobody")
    func onlyIfCached() async throws {
        try await StandIn.open { standIn in
            let path = try await messages(standIn)
            let requests = await standIn.requests.count
            let answer = try await standIn.caller.get(
                path, headers: ["Cache-Control": "only-if-cached"])
            #expect(answer.status == 504)
            #expect(answer.json?["key"]?.string == "OUTPOST_NOT_CACHED")
            #expect(await standIn.requests.count == requests)
        }
    }

    @Test("no way of writing a transfer's path passes by the outbox")
    func noWayAround() async throws {
        try await StandIn.open(delivers: false, wait: .zero) { standIn in
            let (session, elsewhere) = try await standIn.session()
            let body = StandIn.to(department: elsewhere.id)
            let ways = [
                "/chat/v1/session/\(session.id)/%74ransfer",
                "/chat/v1//session/\(session.id)/transfer",
                "/chat/v1/session/\(session.id)/./transfer",
                "/%63hat/v1/session/\(session.id)/transfer",
                "/chat/v1/session/\(session.id)%2Ftransfer",
                "/CHAT/V1/Session/\(session.id)/TRANSFER",
                "/chat/v1/session/\(session.id)/transfer/",
                "/chat/v1/session/\(session.id)/transfer%20",
                "/chat/v1/session/\(session.id)/transfer;x=1",
                "/chat/v1/session/\(session.id);x=1/transfer",
            ]
            for path in ways {
                let answer = try await standIn.caller.call("PUT", path, body: body)
                #expect(answer.status != 200, "\(path): \(answer)")
            }
            let hidden = try await standIn.caller.call(
                "POST", "/chat/v1/session/\(session.id)/transfer",
                headers: ["X-HTTP-Method-Override": "PUT"], body: body)
            #expect(hidden.status != 200)
            #expect(await standIn.simulator.journal.isEmpty)
        }
    }

    @Test("what is not the API's is not passed on")
    func others() async throws {
        try await StandIn.open { standIn in
            let requests = await standIn.requests.count
            for path in ["/", "/outpost/v1/nothing", "/admin", "/chats/v1"] {
                let status = try await standIn.caller.get(path).status
                #expect(status == 404)
            }
            #expect(await standIn.requests.count == requests)
        }
    }
}
