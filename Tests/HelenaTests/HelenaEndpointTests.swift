import Testing

@testable import Helena

@Suite("the API's address")
struct HelenaEndpointTests {
    @Test(
        "what it may be",
        arguments: [
            ("https://api.wts.chat", "https://api.wts.chat", "api.wts.chat", 443),
            ("HTTPS://API.wts.chat:443/", "https://api.wts.chat", "api.wts.chat", 443),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080", "127.0.0.1:8080", 8080),
            ("https://hub/helena//", "https://hub/helena", "hub", 443),
            ("http://[::1]:7373", "http://[::1]:7373", "[::1]:7373", 7373),
        ])
    func good(_ text: String, full: String, label: String, port: Int) throws {
        let endpoint = try HelenaEndpoint(text)
        #expect(endpoint.text == full)
        #expect(endpoint.label == label)
        #expect(endpoint.port == port)
    }

    @Test(
        "what it may not be",
        arguments: [
            "", "api.wts.chat", "ftp://host", "https://", "https:///path", "https://host?x=1",
            "https://host#x", "https://user:pw@host", "https://host:0", "https://host:70000",
            "https://ho st", "https://ho%20st", "https://host\n",
        ])
    func bad(_ text: String) {
        let error = #expect(throws: HelenaSettingError.self) { try HelenaEndpoint(text) }
        #expect(error.map { !"\($0)".contains("pw") } == true)
    }

    @Test("queries are escaped")
    func query() throws {
        let url = try HelenaEndpoint("https://hub/p").url(
            "/a", query: [("UpdatedAt.After", "2024-01-01T00:00:00Z"), ("Status", "A&B +")])
        #expect(
            url == "https://hub/p/a?UpdatedAt.After=2024-01-01T00%3A00%3A00Z&Status=A%26B%20%2B")
    }
}
