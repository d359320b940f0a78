import Foundation
import Logging
import OutpostModel
import Synchronization
import Testing

@testable import Helena

@Suite("the client", .timeLimit(.minutes(1)))
struct ClientTests {
    private static let department = #"{"id":"\#(Example.departmentID)","name":"Sales","x":1}"#
    private static let user = #"{"id":"r","userId":"\#(Example.userID)","name":"Ana"}"#

    @Test("departments and users are bare arrays; what cannot be read is left out")
    func lists() async throws {
        try await RawServer.with { request in
            request.hasPrefix("GET /core/v2/department ")
                ? .http(200, "[\(Self.department),{},3]") : .http(200, "[\(Self.user),null]")
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let (departments, users) = (
                    try await client.departments(), try await client.users()
                )
                #expect(departments.map(\.name) == ["Sales"])
                #expect(users.map(\.name) == ["Ana"])
            }
            let head = try #require(server.requests.first).lowercased()
            #expect(head.contains("authorization: bearer \(Example.secret)\r\n"))
            #expect(head.contains("accept: application/json\r\n"))
            #expect(server.requests.last?.hasPrefix("GET /core/v1/agent HTTP/1.1\r\n") == true)
        }
    }

    @Test("what a server gives a name is not sent again while it stays the same")
    func unchanged() async throws {
        let isNew = Mutex(false)
        try await RawServer.with { request in
            let tag = isNew.withLock { $0 ? "W/\"b\"" : "\"a\"" }
            if request.lowercased().contains("if-none-match: \(tag.lowercased())\r\n") {
                return .http(304, "", ["ETag: \(tag)"])
            }
            let list = isNew.withLock { $0 ? "[]" : "[\(Self.user)]" }
            return .http(200, list, ["ETag: \(tag)"])
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                for number in 0..<5 {
                    if number == 3 { isNew.withLock { $0 = true } }
                    let users = try await client.users()
                    #expect(users.map(\.name) == (number < 3 ? ["Ana"] : []))
                }
            }
            let asked = server.requests.map { $0.lowercased().contains("if-none-match") }
            #expect(asked == [false, true, true, true, true])
        }
    }

    @Test("a session that says that it changed after the server's now does not say when it did")
    func future() async throws {
        let session = """
            {"id":"\(Example.sessionID)","status":"PENDING","updatedAt":"2034-06-01T00:00:00Z"}
            """
        let page = #"{"items":[\#(session)],"pageNumber":1,"totalItems":1}"#
        let dates = Mutex(["Thu, 01 Jun 2034 00:00:00 GMT", "Wed, 31 May 2034 21:00:00 GMT"])
        try await RawServer.with { request in
            let date = dates.withLock { $0[0] }
            return .http(
                200, request.contains(Example.sessionID) ? session : page, ["Date: \(date)"])
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                for isFuture in [false, true] {
                    let listed = try await client.sessions(.init()).sessions
                    let id = try #require(listed.first?.id)
                    let looked = try await client.session(id)
                    #expect((listed.first?.updatedAt == nil) == isFuture)
                    #expect((looked.updatedAt == nil) == isFuture)
                    #expect(looked.object.object["updatedAt"] != nil, "as it was received")
                    dates.withLock { _ = $0.removeFirst() }
                }
            }
        }
    }

    @Test("another question is not answered with what is known of the one before")
    func otherPage() async throws {
        try await RawServer.with { request in
            #expect(!request.lowercased().contains("if-none-match"))
            return .http(200, #"{"items":[],"hasMorePages":false}"#, ["ETag: \"a\""])
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                for size in [7, 8, 7] {
                    _ = try await client.sessions(SessionPageRequest(pageSize: size))
                }
            }
        }
    }

    @Test("a 304 that nobody asked for is not the API's")
    func unasked() async throws {
        try await RawServer.with { _ in
            .http(304, "")
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                _ = await #expect(throws: RemoteFailure.self) { try await client.users() }
            }
        }
    }

    @Test("departments fall back to the older route")
    func olderRoute() async throws {
        try await RawServer.with { request in
            request.contains("/v2/") ? .http(404, "nope") : .http(200, "[\(Self.department)]")
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)/hub") { client in
                let departments = try await client.departments()
                #expect(departments.count == 1)
            }
            #expect(server.requests.last?.hasPrefix("GET /hub/core/v1/department ") == true)
        }
    }

    @Test("sessions: the query goes out, the page comes back")
    func sessions() async throws {
        try await RawServer.with { _ in
            .http(200, #"{"items":[\#(Example.session)],"pageNumber":3,"hasMorePages":false}"#)
        } _: { server in
            let page = try await Example.with("http://127.0.0.1:\(server.port)") { client in
                try await client.sessions(SessionPageRequest(pageNumber: 3, pageSize: 7))
            }
            #expect(page.sessions.count == 1)
            #expect(page.pageNumber == 3)
            let line = try #require(server.requests.first?.split(separator: "\r\n").first)
            #expect(line.contains("/chat/v2/session?IncludeDetails=ContactDetails&"))
            #expect(line.contains("&PageNumber=3&PageSize=7 "))
        }
    }

    @Test("a transfer is one PUT with the body, and its session comes back")
    func transfer() async throws {
        try await RawServer.with { _ in
            .http(200, Example.session)
        } _: { server in
            let session = try await Example.with(
                "http://127.0.0.1:\(server.port)"
            ) { try await Example.transfer($0) }
            #expect(session.status == .pending)
            let parts = try #require(server.requests.first).components(separatedBy: "\r\n\r\n")
            #expect(parts[0].hasPrefix("PUT /chat/v1/session/\(Example.sessionID)/transfer HTTP"))
            #expect(parts[0].lowercased().contains("content-type: application/json"))
            let body = try JSONDecoder().decode(JSONValue.self, from: Data(parts[1].utf8))
            #expect(body["newDepartmentId"]?.string == Example.departmentID)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "what is no list of ours is not taken for an empty one",
        arguments: ["{}", #"{"items":[]}"#, #"[{"hotel":"Wi-Fi"}]"#, "<html>", "[[]]"])
    func noList(_ body: String) async throws {
        try await RawServer.with { _ in
            .http(200, body)
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let failure = await #expect(throws: RemoteFailure.self) {
                    try await client.departments()
                }
                #expect(failure?.kind == .offline(.notTheAPI))
            }
        }
    }

    @Test("an empty list is an empty list")
    func emptyList() async throws {
        try await RawServer.with { _ in
            .http(200, "[]")
        } _: { server in
            try await Example.with("http://127.0.0.1:\(server.port)") { client in
                let users = try await client.users()
                #expect(users.isEmpty)
            }
        }
    }

    @Test("another session than the one asked for is no answer")
    func otherSession() async throws {
        try await RawServer.with { _ in
            .http(200, #"{"id":"\#(Example.userID)","status":"PENDING"}"#)
        } _: { server in
            let failure = try await Example.failureOfTransfer("http://127.0.0.1:\(server.port)")
            #expect(failure.kind == .offline(.notTheAPI))
            #expect(failure.mayHaveBeenApplied)
        }
    }

    @Test("redirects are not followed", arguments: [301, 302, 303, 307, 308])
    func redirects(status: Int) async throws {
        try await RawServer.with { _ in
            .http(status, "", ["Location: /elsewhere"])
        } _: { server in
            let failure = try await Example.failureOfTransfer("http://127.0.0.1:\(server.port)")
            #expect(failure.kind == .offline(.notTheAPI))
            #expect(server.requests.count == 1)
        }
    }

    @Test("the key is taken out of what the other side says")
    func echo() async throws {
        try await RawServer.with { _ in
            .http(500, #"{"error":true,"key":"FORM_ERROR","text":"bad \#(Example.secret)"}"#)
        } _: { server in
            let failure = try await Example.failureOfTransfer("http://127.0.0.1:\(server.port)")
            #expect(failure.kind == .rejected(key: "FORM_ERROR"))
            #expect(failure.reason.contains("bad (hidden)"))
            #expect(!failure.mayHaveBeenApplied)
        }
    }

    @Test("neither the key nor received text goes into the log")
    func logs() async throws {
        let log = RecordingLog()
        try await RawServer.with { _ in
            .http(
                200, #"{"id":"\#(Example.sessionID)","status":"PENDING","lastMessageText":"psst"}"#)
        } _: { server in
            try await Example.with(
                "http://127.0.0.1:\(server.port)", logger: log.logger
            ) { _ = try await Example.transfer($0) }
        }
        #expect(!log.text.isEmpty)
        #expect(!log.text.contains(Example.secret))
        #expect(!log.text.contains("psst"))
    }
}
