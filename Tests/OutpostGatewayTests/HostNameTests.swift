import Testing

@testable import OutpostGateway

struct HostNameTests {
    @Test(
        "a host is read with or without its port",
        arguments: [
            ("localhost", "localhost"), ("LocalHost:7373", "localhost"),
            ("127.0.0.1:1", "127.0.0.1"),
            ("[::1]:7373", "::1"), ("[::1]", "::1"), ("hub.lan.", "hub.lan"),
        ])
    func read(_ authority: String, _ host: String) {
        #expect(HostName(authority: authority)?.text == host)
    }

    @Test(
        "anything else is no host",
        arguments: [
            "", ":7373", "a b", "user@localhost", "localhost:73737373", "localhost:x", "a/b",
        ])
    func refused(_ authority: String) {
        #expect(HostName(authority: authority) == nil)
    }

    @Test(
        "only this machine's own names and addresses are loopback",
        arguments: [
            ("localhost", true), ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true),
            ("0.0.0.0", false), ("::", false), ("192.168.1.5", false), ("hub.lan", false),
            ("127.0.0.1.evil.example", false), ("127.evil.example", false),
            ("localhost.evil.example", false), ("notlocalhost", false),
        ])
    func loopback(_ host: String, _ isLoopback: Bool) {
        #expect(HostName(host).isLoopback == isLoopback)
    }
}
