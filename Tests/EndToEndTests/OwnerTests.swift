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
            let accepted = try await branch.outpost(
                "transfer", UUID().uuidString, "--department", UUID().uuidString)
            #expect(accepted.status == 0, "\(accepted.words)")
            let refreshed = try await branch.outpost("refresh")
            #expect(refreshed.status == 0, "\(refreshed.words)")
            let names = try files.contentsOfDirectory(atPath: branch.data)
            #expect(Set(names).isSuperset(of: ["outbox.sqlite", "cache.sqlite", "cache.lock"]))
            for name in names {
                let attributes = try files.attributesOfItem(atPath: branch.data + "/" + name)
                #expect(attributes[.ownerAccountID] as? Int == Int(Self.stranger.user), "\(name)")
            }
        }
    }
}
