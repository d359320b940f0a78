import Foundation
import HelenaSimulator
import OutpostModel
import Subprocess
import SystemPackage
import Testing
import Wayside

/// TLS with an authority of the branch's own, with the real programs.
@Suite(.timeLimit(.minutes(3)))
struct SecureLineTests {
    @Test(
        "a certificate with a flaw: nothing is sent, and the reason is told",
        arguments: CertificateFlaw.allCases)
    func flaws(_ flaw: CertificateFlaw) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await flaw.identity(
                for: "127.0.0.1", trusting: authority, in: folder)
            try await Branch.open(identity: identity) { branch in
                var branch = branch
                branch.settings["OUTPOST_HELENA_CA_FILE"] = authority.certificate
                let refresh = try await branch.outpost("refresh")
                #expect(refresh.status == 75)
                #expect(refresh.words.contains(flaw.words), "\(refresh.words)")
                try await branch.withAgent { agent in
                    try await eventually("the reason is in the status") {
                        try await agent.status().connectivity.reason?.contains(flaw.words) == true
                    }
                }
                #expect(await branch.simulator.requestCount == 0)
            }
        }
    }

    @Test("the authority in helena.caFile is trusted, and no other file will do")
    func authorityFile() async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await authority.identity(of: "127.0.0.1")
            try await Branch.open(identity: identity) { branch in
                #expect(try await branch.outpost("refresh").status == 75)
                #expect(await branch.simulator.requestCount == 0)
                var branch = branch
                branch.settings["OUTPOST_HELENA_CA_FILE"] = folder + "/nowhere.pem"
                #expect(try await branch.outpost("refresh").status == 78)
                branch.settings["OUTPOST_HELENA_CA_FILE"] = authority.certificate
                let trusted = try await branch.outpost("refresh")
                #expect(trusted.status == 0, "\(trusted.words)")
            }
        }
    }

    @Test("the program helena-simulator speaks TLS too")
    func simulatorProgram() async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await authority.identity(of: "127.0.0.1")
            let (certificate, key) = (folder + "/own.pem", folder + "/own.key")
            try identity.certificateChain.write(
                toFile: certificate, atomically: true, encoding: .utf8)
            try identity.privateKey.write(toFile: key, atomically: true, encoding: .utf8)
            let ports = folder + "/ports"
            let result = try await run(
                .path(Branch.program("helena-simulator")),
                arguments: [
                    "--port", "0", "--tls-certificate", certificate, "--tls-key", key,
                    "--port-file", ports, "--key", Branch.apiKey,
                ],
                input: .none, output: .discarded, error: .string(limit: 1 << 16)
            ) { execution in
                let result: Result<Void, any Error>
                do {
                    result = .success(
                        try await refreshes(from: ports, trusting: authority.certificate))
                } catch { result = .failure(error) }
                await execution.teardown(using: [
                    .gracefulShutDown(allowedDurationToNextStep: .seconds(5))
                ])
                return result
            }
            try result.closureResult.get()
        }
    }

    private func refreshes(from ports: String, trusting certificate: String) async throws {
        try await eventually("it listens") { FileManager.default.fileExists(atPath: ports) }
        let line = try String(contentsOfFile: ports, encoding: .utf8)
        let url = try #require(line.split(whereSeparator: \.isWhitespace).last)
        #expect(url.hasPrefix("https://127.0.0.1:"))
        try await Branch.open { branch in
            var branch = branch
            branch.settings["OUTPOST_HELENA_BASE_URL"] = String(url)
            branch.settings["OUTPOST_HELENA_CA_FILE"] = certificate
            let refresh = try await branch.outpost("refresh")
            #expect(refresh.status == 0, "\(refresh.words)")
            #expect(await branch.simulator.requestCount == 0)
        }
    }
}
