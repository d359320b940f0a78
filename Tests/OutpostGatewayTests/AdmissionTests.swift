import HTTPTypes
import Testing

@testable import OutpostGateway

/// Who may come in through the TCP door.
struct AdmissionTests {
    private static func admission(_ address: GatewayAddress = GatewayAddress()) throws -> Admission
    {
        Admission(address, token: try #require(AccessToken(Office.token)))
    }

    private static func request(
        host: String? = "127.0.0.1:7373", origin: String? = nil,
        authorization: String? = "Bearer " + Office.token
    ) -> HTTPRequest {
        var request = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/")
        request.headerFields[.origin] = origin
        request.headerFields[.authorization] = authorization
        return request
    }

    @Test("a program that knows the token may come in")
    func token() throws {
        let admission = try Self.admission()
        for scheme in ["Bearer", "bearer", "BEARER "] {
            let request = Self.request(authorization: "\(scheme) \(Office.token)")
            #expect(admission.refusal(of: request, needsToken: true) == nil)
        }
    }

    @Test(
        "without the token, or with another, it is refused",
        arguments: [
            nil, "", "Bearer", "Bearer ", "Basic " + Office.token, Office.token,
            "Bearer " + Office.token.dropLast(), "Bearer " + Office.token + "x",
            "Bearer \(Office.token) \(Office.token)", "Bearer pn_the-api-s-own-key-is-not-it",
        ])
    func noToken(_ authorization: String?) throws {
        let request = Self.request(authorization: authorization)
        let refusal = try Self.admission().refusal(of: request, needsToken: true)
        #expect(refusal?.status.code == 401)
        #expect(refusal?.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        #expect(try Self.admission().refusal(of: request, needsToken: false) == nil)
    }

    @Test(
        "a request for another host is refused, with the token too",
        arguments: [
            nil, "", "evil.example", "evil.example:7373", "192.168.1.5:7373",
            "127.0.0.1.evil.example:7373", "127.0.0.1@evil.example",
        ])
    func foreignHost(_ host: String?) throws {
        let refusal = try Self.admission().refusal(of: Self.request(host: host), needsToken: true)
        #expect(refusal == .foreignHost)
    }

    @Test("two hosts in one request are refused: others may read the second")
    func twoHosts() throws {
        var request = Self.request()
        request.headerFields[.host] = "127.0.0.1:7373"
        #expect(try Self.admission().refusal(of: request, needsToken: true) == .foreignHost)
    }

    @Test(
        "this machine has many names",
        arguments: ["localhost", "127.0.0.1", "127.1.2.3:80", "[::1]:9"])
    func ownNames(_ host: String) throws {
        let request = Self.request(host: host)
        #expect(try Self.admission().refusal(of: request, needsToken: true) == nil)
    }

    @Test("a name that the settings give is this machine's")
    func givenName() throws {
        let admission = try Self.admission(GatewayAddress(names: ["hub.lan"]))
        #expect(admission.refusal(of: Self.request(host: "HUB.lan:80"), needsToken: true) == nil)
    }

    @Test("where other machines may call, they call it by addresses that nobody told us")
    func beyond() throws {
        let admission = try Self.admission(GatewayAddress(host: "0.0.0.0"))
        let byAddress = Self.request(host: "192.168.1.5:7373")
        #expect(admission.refusal(of: byAddress, needsToken: true) == nil)
        let byName = Self.request(host: "evil.example")
        #expect(admission.refusal(of: byName, needsToken: true) == .foreignHost)
    }

    @Test(
        "web pages of other places are refused, with the token too",
        arguments: [
            "https://evil.example", "http://evil.example:7373", "null", "", "file://",
            "http://127.0.0.1.evil.example",
        ])
    func foreignOrigin(_ origin: String) throws {
        let request = Self.request(origin: origin)
        #expect(try Self.admission().refusal(of: request, needsToken: true) == .foreignOrigin)
    }

    @Test(
        "a page that this machine serves may come in",
        arguments: ["http://localhost:3000", "http://[::1]"])
    func ownOrigin(_ origin: String) throws {
        let request = Self.request(origin: origin)
        #expect(try Self.admission().refusal(of: request, needsToken: true) == nil)
    }

    @Test(
        "a token is long, and can stand in a header",
        arguments: [
            "", "short", String(repeating: "é", count: 40), String(repeating: " ", count: 40),
        ])
    func notATolken(_ text: String) {
        #expect(AccessToken(text) == nil)
    }
}
