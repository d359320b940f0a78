import OutpostModel
import Testing

@testable import Helena

@Suite("the lines of a head that are passed on")
struct EndToEndFieldsTests {
    private func fields(_ names: String...) -> [HeaderField] { names.map { HeaderField($0, "x") } }

    private func names(_ fields: [HeaderField]) -> [String] { fields.map(\.name) }

    @Test("what concerns one connection is not, nor what it names")
    func connection() {
        let all =
            fields("Accept", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Once")
            + [HeaderField("Connection", "close, once"), HeaderField("Proxy-Authorization", "x")]
        #expect(names(EndToEndFields(all).withoutCredentials) == ["accept"])
        #expect(names(EndToEndFields(all).asAnswered(isDecoded: false)) == ["accept"])
    }

    @Test("the program's key, cookies and tricks do not reach the API")
    func credentials() {
        let all = fields(
            "Authorization", "Cookie", "Host", "Content-Length", "Accept-Encoding", "Expect",
            "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "Content-Type",
            "Idempotency-Key", "If-None-Match")
        #expect(
            names(EndToEndFields(all).withoutCredentials)
                == ["content-type", "idempotency-key", "if-none-match"])
    }

    @Test("of the answer, what was packed is not said to be, and the API's address is not ours")
    func answer() {
        let all = fields(
            "Content-Encoding", "Content-Length", "ETag", "Strict-Transport-Security", "Alt-Svc")
        #expect(names(EndToEndFields(all).asAnswered(isDecoded: true)) == ["etag"])
        #expect(
            names(EndToEndFields(all).asAnswered(isDecoded: false)) == ["content-encoding", "etag"])
    }
}
