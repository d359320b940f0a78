import Testing
import Wayside

@testable import HelenaSimulator

@Suite("The line over TLS", .timeLimit(.minutes(3)))
struct TLSTests {
    @Test("answers those who trust its authority, cut and restored too, and nothing in the clear")
    func answers() async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await authority.identity(of: "127.0.0.1")
            try await Wire.withSimulator(
                control: true, identity: identity, authority: authority.certificate
            ) { simulator, wire in
                #expect(simulator.baseURL.hasPrefix("https://127.0.0.1:"))
                #expect(simulator.controlURL?.hasPrefix("http://127.0.0.1:") == true)
                #expect(try await wire.get("/core/v1/agent").status == 200)
                try await simulator.cutLine()
                await #expect(throws: (any Error).self) { try await wire.get("/core/v1/agent") }
                try await simulator.restoreLine()
                #expect(try await wire.get("/core/v1/agent").status == 200)
                let count = await simulator.requestCount
                let plain = Wire(
                    client: wire.client, base: wire.base.replacing("https:", with: "http:"))
                await #expect(throws: (any Error).self) { try await plain.get("/core/v1/agent") }
                #expect(await simulator.requestCount == count)
            }
        }
    }

    @Test("a certificate and another's key are refused at the start")
    func mismatch() async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let one = try await authority.identity(of: "127.0.0.1")
            let other = try await authority.identity(of: "127.0.0.1")
            let mixed = SimulatorIdentity(
                certificateChain: one.certificateChain, privateKey: other.privateKey)
            for identity in [mixed, SimulatorIdentity(certificateChain: "", privateKey: "")] {
                await #expect(throws: (any Error).self) {
                    _ = try await HelenaSimulator.start(identity: identity)
                }
            }
        }
    }
}
