import Foundation
import OutpostModel
import Testing

@testable import Helena

@Suite("what an answer means")
struct VerdictTests {
    private static let formError =
        #"{"error":true,"key":"FORM_ERROR","text":"Sessão não encontrada","httpStatusCode":"500"}"#
    private static let problem = #"{"type":"about:blank","title":"Oops","status":500}"#
    private static let page = "<html><body>Welcome to our Wi-Fi</body></html>"

    struct Row: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let kind: RemoteFailure.Kind
        let mayHaveBeenApplied: Bool

        init(_ status: Int, _ body: String, _ kind: RemoteFailure.Kind, applied: Bool) {
            (self.status, self.body, self.kind) = (status, body, kind)
            mayHaveBeenApplied = applied
        }

        var testDescription: String { "\(status) \(body.prefix(60))" }
    }

    static let rows: [Row] = [
        // The key.
        Row(
            401, #"{"error":true,"key":"ERROR_UNAUTHORIZED"}"#, .keyRefused(status: 401),
            applied: false),
        Row(403, "", .keyRefused(status: 403), applied: false),
        Row(
            500, #"{"error":true,"key":"ERROR_UNAUTHORIZED"}"#, .keyRefused(status: 401),
            applied: false),
        // Later.
        Row(408, "", .unavailable(status: 408), applied: true),
        Row(425, "", .unavailable(status: 425), applied: true),
        Row(502, page, .unavailable(status: 502), applied: true),
        Row(503, problem, .unavailable(status: 503), applied: true),
        Row(504, "", .unavailable(status: 504), applied: true),
        Row(429, "", .throttled, applied: false),
        // Never.
        Row(500, formError, .rejected(key: "FORM_ERROR"), applied: false),
        Row(
            500, #"{"error":true,"isUnsolvableError":true,"key":"X"}"#, .rejected(key: "X"),
            applied: false),
        Row(500, #"{"error":true,"isUnsolvableError":true}"#, .rejected(key: nil), applied: false),
        Row(404, #"{"error":true,"key":"NOT_FOUND"}"#, .rejected(key: "NOT_FOUND"), applied: false),
        Row(400, #"{"key":"BAD","httpStatusCode":400}"#, .rejected(key: "BAD"), applied: false),
        Row(422, #"{"error":"true"}"#, .rejected(key: nil), applied: false),
        // Nobody knows.
        Row(500, #"{"error":true,"key":"DB"}"#, .unexplained(status: 500), applied: true),
        Row(500, "", .unexplained(status: 500), applied: true),
        Row(500, problem, .unexplained(status: 500), applied: true),
        Row(501, page, .unexplained(status: 501), applied: true),
        Row(404, page, .unexplained(status: 404), applied: true),
        Row(400, problem, .unexplained(status: 400), applied: true),
        Row(422, "{}", .unexplained(status: 422), applied: true),
        // Errors that arrive as a success.
        Row(200, formError, .rejected(key: "FORM_ERROR"), applied: false),
        Row(200, #"{"error":true,"httpStatusCode":401}"#, .keyRefused(status: 401), applied: false),
        Row(200, #"{"error":true,"httpStatusCode":"429"}"#, .throttled, applied: false),
        Row(
            200, #"{"error":true,"httpStatusCode":"503"}"#, .unavailable(status: 503), applied: true
        ),
        Row(200, #"{"error":true,"httpStatusCode":404}"#, .rejected(key: nil), applied: false),
        Row(200, #"{"error":true}"#, .unexplained(status: 200), applied: true),
        // Not this API.
        Row(200, page, .offline(.notTheAPI), applied: true),
        Row(200, "", .offline(.notTheAPI), applied: true),
        Row(200, "true", .offline(.notTheAPI), applied: true),
        Row(204, "", .offline(.notTheAPI), applied: true),
        Row(302, "", .offline(.notTheAPI), applied: true),
        Row(307, page, .offline(.notTheAPI), applied: true),
        Row(511, page, .offline(.notTheAPI), applied: true),
        Row(407, page, .offline(.proxyRefused), applied: false),
    ]

    @Test("each row of the API's error section", arguments: rows)
    func row(_ row: Row) throws {
        let failure = try #require(
            #expect(throws: RemoteFailure.self) {
                try Example.answer(row.status, row.body).value(from: "host", now: Date())
            })
        #expect(failure.kind == row.kind)
        #expect(failure.mayHaveBeenApplied == row.mayHaveBeenApplied)
        #expect(failure.reason.contains("host"))
    }

    @Test(
        "an object or an array under 2xx is a success",
        arguments: ["{}", "[]", #"{"error":false}"#])
    func success(_ body: String) throws {
        #expect(throws: Never.self) {
            try Example.answer(200, body).value(from: "host", now: Date())
        }
    }

    @Test("JSON of any depth is refused or read, and harms nobody", arguments: [500, 100_000])
    func depth(_ depth: Int) {
        let brackets = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let value = try? Example.answer(200, brackets).value(from: "host", now: Date())
        #expect((value == nil) == (depth > 512))
    }

    @Test("a rejection says what the API said, on one line of bounded length")
    func words() throws {
        let text = String(repeating: "é\\n\\u0007 ", count: 400)
        let body = #"{"error":true,"key":"FORM_ERROR","text":"\#(text)"}"#
        let failure = try #require(
            #expect(throws: RemoteFailure.self) {
                try Example.answer(500, body).value(from: "host", now: Date())
            })
        #expect(failure.reason.hasPrefix("host refused the request: FORM_ERROR, "))
        #expect(failure.reason.count < 260)
        #expect(failure.reason.allSatisfy { !$0.isNewline && $0 != "\u{7}" })
    }

    @Test("waiting times are obeyed where they come", arguments: [429, 503, 500])
    func waits(status: Int) throws {
        let failure = try #require(
            #expect(throws: RemoteFailure.self) {
                try Example.answer(status, "", retryAfter: "17").value(from: "h", now: Date())
            })
        #expect(failure.retryAfter == .seconds(17))
    }
}
