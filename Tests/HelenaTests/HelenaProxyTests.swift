import Testing

@testable import Helena

@Suite("the proxy")
struct HelenaProxyTests {
    @Test("its URL, with and without its parts")
    func urls() throws {
        let whole = try HelenaProxy(url: "http://us%40er:p%3Aw@Proxy.local:3128/")
        #expect(
            whole
                == HelenaProxy(host: "proxy.local", port: 3128, username: "us@er", password: "p:w"))
        #expect(try HelenaProxy(url: "proxy:8080") == HelenaProxy(host: "proxy", port: 8080))
        #expect(try HelenaProxy(url: "http://proxy") == HelenaProxy(host: "proxy", port: 80))
        #expect(try HelenaProxy(url: "http://[fe80::1]:1") == HelenaProxy(host: "fe80::1", port: 1))
    }

    @Test(
        "what it cannot be",
        arguments: [
            "", "https://u:secret@proxy:1", "socks5://proxy:1", "http://", "http://proxy:0",
            "http://u:secret@proxy:1/path", "http://u:secret@proxy:1?q", "http://u:secret@pro xy",
        ])
    func refusals(_ text: String) {
        let error = #expect(throws: HelenaSettingError.self) { try HelenaProxy(url: text) }
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }

    @Test("its password hides")
    func hides() throws {
        let proxy = try HelenaProxy(url: "http://user:secret@proxy:3128")
        var dumped = ""
        dump(proxy, to: &dumped)
        for text in ["\(proxy)", String(reflecting: proxy), dumped, proxy.label] {
            #expect(!text.contains("secret"))
            #expect(text.contains("proxy"))
        }
    }

    @Test(
        "which variable counts",
        arguments: [
            ("https://api", ["HTTPS_PROXY": "a", "ALL_PROXY": "b"], "a"),
            ("https://api", ["https_proxy": "c", "HTTPS_PROXY": "a"], "c"),
            ("https://api", ["https_proxy": "", "HTTPS_PROXY": "a"], "a"),
            ("https://api", ["ALL_PROXY": "b"], "b"),
            ("https://api", ["all_proxy": "d", "ALL_PROXY": "b"], "d"),
            ("https://api", ["http_proxy": "e"], nil),
            ("http://api", ["http_proxy": "e", "HTTPS_PROXY": "a"], "e"),
            ("http://api", ["HTTP_PROXY": "evil"], nil),
            ("http://api", [:], nil),
            ("https://api", ["HTTPS_PROXY": "a", "NO_PROXY": "api"], nil),
            ("https://api", ["HTTPS_PROXY": "a", "no_proxy": "x", "NO_PROXY": "api"], "a"),
            ("https://localhost:9", ["HTTPS_PROXY": "a"], nil),
        ] as [(String, [String: String], String?)])
    func environment(_ url: String, _ environment: [String: String], _ host: String?) throws {
        let proxy = try HelenaProxy.fromEnvironment(environment, for: HelenaEndpoint(url))
        #expect(proxy?.host == host)
    }

    @Test(
        "who is reached without it",
        arguments: [
            ("*", "any.host", 443, true), ("", "host", 443, false),
            ("example.com", "example.com", 443, true), ("example.com", "a.example.com", 443, true),
            (".example.com", "a.example.com", 1, true), ("*.example.com", "a.example.com", 1, true),
            ("example.com", "badexample.com", 443, false), ("a.b", "b", 443, false),
            ("Example.COM", "example.com", 443, true), ("x, y  z", "z", 443, true),
            ("host:8080", "host", 8080, true), ("host:8080", "host", 443, false),
            ("10.0.0.1", "10.0.0.1", 443, true), ("10.0.0.1", "10.0.0.10", 443, false),
            ("[fe80::1]:443", "fe80::1", 443, true), ("[fe80::1]:443", "fe80::1", 80, false),
            ("fe80::1", "fe80::1", 80, true),
            ("", "127.0.0.1", 80, true), ("", "127.evil.example", 80, false), ("", "::1", 1, true),
            (",,.", "host", 1, false),
        ])
    func exceptions(_ list: String, _ host: String, _ port: Int, _ isDirect: Bool) {
        #expect(ProxyExceptions(list).contains(host: host, port: port) == isDirect)
    }
}
