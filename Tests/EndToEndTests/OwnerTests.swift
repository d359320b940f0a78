import Foundation
import Glibc
import OutpostModel
import Testing

/// Root at work in the directory of an agent that is not root.
@Suite(.timeLimit(.minutes(1)))
struct OwnerTests {
    /// Nobody's, who is on every Debian.
    private static let stranger: (user: uid_t, group: gid_t) = (65_534, 65_534)

    @Test("what root makes there belongs to the agent", .enabled(if: geteuid() == 0))
    func transfer() async throws {
        try await Branch.open { branch in
            let files = FileManager.default
            try files.createDirectory(
                atPath: branch.data, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            chown(branch.data, Self.stranger.user, Self.stranger.group)
            var branch = branch
            // The service has been stopped, and has taken its socket's folder with it.
            branch.settings["OUTPOST_GATEWAY_SOCKET"] = branch.folder + "/none/outpost.sock"
            let key = branch.folder + "/key"
            #expect(
                files.createFile(
                    atPath: key, contents: Data(Branch.apiKey.utf8),
                    attributes: [.posixPermissions: 0o600]))
            branch.settings["OUTPOST_HELENA_API_KEY"] = nil
            branch.settings["OUTPOST_HELENA_API_KEY_FILE"] = key
            let accepted = try await branch.outpost(
                "transfer", UUID().uuidString, "--department", UUID().uuidString)
            #expect(accepted.status == 0, "\(accepted.words)")
            let id = try #require(accepted.output.split(separator: " ").first).description
            let copy = branch.folder + "/copy"
            for command in [
                ["refresh"], ["queue", "hold", id], ["queue", "cancel", id], ["backup", copy],
                ["restore", copy],
            ] {
                let done = try await branch.outpost(command)
                #expect(done.status == 0, "\(command): \(done.words)")
            }
            struct Report: Decodable { let findings: [Finding] }
            let report: Report = try await branch.outpost("doctor", "--json").decoded()
            for check in [Finding.Check.key, .api] {
                let finding = try #require(report.findings.first { $0.check == check })
                #expect(finding.state == .fine, "\(finding)")
            }
            let names = try files.contentsOfDirectory(atPath: branch.data)
            #expect(Set(names).isSuperset(of: ["outbox.sqlite", "cache.sqlite", "cache.lock"]))
            for name in names {
                let attributes = try files.attributesOfItem(atPath: branch.data + "/" + name)
                #expect(attributes[.ownerAccountID] as? Int == Int(Self.stranger.user), "\(name)")
            }
        }
    }
}
