import Testing

@testable import OutpostRuntime

/// What is a way out of this computer, by the kernel's own tables.
struct RoutesTests {
    private let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"

    private func interfaces(
        _ ipv4: String = "", _ ipv6: String? = nil, without: String? = nil
    ) -> Set<String> {
        let routes = Routes(ipv4: head + ipv4, ipv6: ipv6) { $0 != without }
        return Set(routes.ways.map(\.interface))
    }

    @Test("no routes are no way out")
    func none() {
        #expect(interfaces() == [])
        #expect(Routes(ipv4: "", ipv6: nil) { _ in true }.ways.isEmpty)
    }

    @Test("a default route is one, and so is a network that we are in")
    func ways() {
        #expect(interfaces("eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000") == ["eth0"])
        #expect(interfaces("wlan0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF") == ["wlan0"])
    }

    @Test(
        "what leads nowhere is none",
        arguments: [
            "lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF",
            "*\t006433C6\t00000000\t0001\t0\t0\t0\t00FFFFFF",
            "eth0\t00000000\t00000000\t0200\t0\t0\t0\t00000000",
            "eth0\t00000000\t00000000\t0201\t0\t0\t0\t00000000",
            "eth0\t0000FEA9\t00000000\t0001\t0\t0\t0\t0000FFFF",
            "eth0\tgarbage",
        ])
    func nowhere(_ row: String) {
        #expect(interfaces(row) == [])
    }

    @Test("a route over an interface without its cable is none")
    func cable() {
        let row = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000"
        #expect(interfaces(row, without: "eth0") == [])
    }

    private func ipv6(_ destination: String, _ flags: String, _ interface: String) -> String {
        let zero = String(repeating: "0", count: 32)
        return "\(destination) 40 \(zero) 00 \(zero) 00000100 00000001 00000000 \(flags)     "
            + interface
    }

    @Test("IPv6: a route out counts; loopback, our own addresses and link-local ones do not")
    func ipv6() {
        let out = "20010db8000000000000000000000000"
        let local = "fe800000000000000000000000000000"
        #expect(interfaces("", ipv6(out, "00000001", "eth0")) == ["eth0"])
        for row in [
            ipv6(out, "80200001", "eth0"), ipv6(out, "00200200", "lo"),
            ipv6(out, "00000001", "lo"), ipv6(local, "00000001", "eth0"),
            ipv6("ff000000000000000000000000000000", "00000001", "eth0"),
        ] {
            #expect(interfaces("", row) == [], "\(row)")
        }
    }

    @Test("counters that run are no change; another gateway is")
    func changes() {
        func routes(_ row: String) -> Routes { Routes(ipv4: head + row, ipv6: nil) { _ in true } }
        let one = routes("eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000")
        #expect(one == routes("eth0\t00000000\t010200C0\t0003\t7\t99\t0\t00000000"))
        #expect(one != routes("eth0\t00000000\t020200C0\t0003\t0\t0\t0\t00000000"))
    }

    @Test("this computer's own tables can be read")
    func own() throws {
        _ = try Routes.system()
    }
}
