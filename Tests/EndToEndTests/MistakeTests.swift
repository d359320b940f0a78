import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What people mistype, and what they are told: what it is, and what to do.
@Suite(.timeLimit(.minutes(2)))
struct MistakeTests {
    @Test(
        "a command line that cannot be meant so",
        arguments: [
            ("statsu", "there is no command `statsu`; did you mean status?"),
            ("queue lst", "there is no command `queue lst`; did you mean queue list?"),
            ("--json status", "behind the command: `outpost status --json`"),
            ("queue --json list", "behind the command: `outpost queue list --json`"),
            ("transfer 1 --user ana --expires-in 0s", "from one second to a year"),
            ("transfer 1 --user ana --wait never", "is not a time"),
        ])
    func commandLines(_ words: String, _ says: String) async throws {
        try await Branch.open { branch in
            let outcome = try await branch.outpost(words.split(separator: " ").map(String.init))
            #expect(outcome.status == 64, "\(outcome.words)")
            #expect(outcome.words.contains(says), "\(outcome.words)")
        }
    }

    @Test(
        "a settings file that cannot be read, and why; nothing out of it",
        arguments: [
            ("gateway: [secret\n", "is not YAML, near line 2"),
            ("secret words\n", "is no list of settings"),
            (nil, "cannot be read: No such file"),
        ] as [(String?, String)])
    func settings(_ text: String?, _ says: String) async throws {
        try await Branch.open { branch in
            let path = branch.folder + "/mine.yaml"
            try text.map { try Data($0.utf8).write(to: URL(filePath: path)) }
            let outcome = try await branch.outpost("status", "--config", path)
            #expect(outcome.status == 78)
            #expect(outcome.words.contains(says), "\(outcome.words)")
            #expect(!outcome.words.contains("secret"))
        }
    }

    @Test("files that are not there, and lists with nothing in them")
    func nothing() async throws {
        try await Branch.open { branch in
            for command in ["restore", "queue import", "setup --force --key-file"] {
                let words = command.split(separator: " ").map(String.init) + ["/not/there"]
                let outcome = try await branch.outpost(words)
                #expect(outcome.status == 65, "\(outcome.words)")
                #expect(outcome.words.contains("→"), "\(outcome.words)")
            }
            _ = try await branch.outpost("refresh")
            for (command, says) in [
                ("departments zzzz", "no such department"), ("users zzzz", "no such user"),
                ("sessions zzzz", "no such session"), ("queue list", "none is open"),
            ] {
                let outcome = try await branch.outpost(
                    command.split(separator: " ").map(String.init))
                #expect(outcome.status == 0)
                #expect(outcome.words.contains(says), "\(command): \(outcome.words)")
            }
        }
    }

    @Test("who waits in vain is told why")
    func inVain() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let outcome = try await branch.outpost(
                "transfer", session.id.text, "--department", "Vendas", "--wait", "1s")
            #expect(outcome.status == 75)
            let why = "not delivered within 1 second: It waits for the agent, which is not running"
            #expect(outcome.words.contains(why), "\(outcome.words)")
        }
    }

    @Test("a doctor who is asked before there is anything leaves nothing behind")
    func beforeAnything() async throws {
        try await Branch.open { branch in
            let elsewhere = branch.folder + "/not-yet"
            let outcome = try await branch.outpost("doctor", "--data-dir", elsewhere)
            #expect(outcome.output.contains("answers"), "\(outcome.output)")
            #expect(outcome.output.contains("MiB are left on the disk"), "\(outcome.output)")
            #expect(!FileManager.default.fileExists(atPath: elsewhere))
            await branch.simulator.update { $0.apiKey = "pn_another" }
            let refused = try await branch.outpost("doctor", "--data-dir", elsewhere)
            #expect(refused.output.contains("put it into OUTPOST_HELENA_API_KEY"))
        }
    }
}
