import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What commands print, and where it cannot be printed.
@Suite(.timeLimit(.minutes(2)))
struct PrintingTests {
    @Test("where the result cannot be printed, it was done all the same, and 74 says so")
    func fullOutput() async throws {
        try await Branch.open { branch in
            let left = try await branch.shell(
                "transfer \(UUID().uuidString) --department \(UUID().uuidString) > /dev/full")
            #expect(left.status == 74, "\(left.words)")
            #expect(left.words.contains("it was done"))
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.queued == 1)
        }
    }

    @Test("a reader who leaves early is no failure of the command")
    func closedOutput() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let left = try await branch.shell("sessions --limit 50 | head -n 1")
            #expect(left.status == 0, "\(left.words)")
        }
    }

    @Test(
        "what matters stands out on a terminal, unless NO_COLOR is set, and nowhere else",
        .enabled(if: Terminal.isPossible))
    func bold() async throws {
        try await Branch.open { branch in
            var branch = branch
            func shown() async throws -> String {
                try await Terminal.type("", after: "", into: branch, ["status"])
            }
            let bold = "\u{1B}[1mThe agent is not running"
            let usual = try await shown()
            #expect(usual.contains(bold), "\(usual)")
            let piped = try await branch.outpost("status").output
            #expect(!piped.contains("\u{1B}"))
            for (name, value) in [("TERM", "dumb"), ("NO_COLOR", "1")] {
                branch.settings[name] = value
                let plain = try await shown()
                #expect(plain.contains("The agent is not running") && !plain.contains("\u{1B}"))
                branch.settings[name] = nil
            }
        }
    }

    @Test("nothing that a customer or a colleague named can command the terminal")
    func injection() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let name = "\u{1B}]0;owned\u{7}\u{202E}x"
            let refused = try await branch.outpost(
                "transfer", UUID().uuidString, "--department", name)
            #expect(refused.status == 65)
            let scalars = (refused.words + refused.output).unicodeScalars
            let commands = scalars.filter {
                $0 != "\n" && ($0.properties.generalCategory == .control || $0.value == 0x202E)
            }
            #expect(commands.isEmpty, "\(refused.words)")
        }
    }

    @Test("a cache that cannot be used stops no transfer by id, and no look at the queue")
    func withoutNames() async throws {
        try await Branch.open { branch in
            try FileManager.default.createDirectory(
                atPath: branch.data, withIntermediateDirectories: true)
            try Data("rubbish, not a database at all".utf8).write(
                to: URL(fileURLWithPath: branch.data + "/cache.sqlite"))
            let accepted = try await branch.outpost(
                "transfer", UUID().uuidString, "--department", UUID().uuidString)
            #expect(accepted.status == 0, "\(accepted.words)")
            #expect(accepted.words.contains("cache.sqlite is damaged"))
            let listed = try await branch.outpost("queue", "list")
            #expect(listed.status == 0)
            #expect(listed.output.contains("queued"))
        }
    }

    @Test("a settings file with a typing error is refused, and nothing secret is repeated")
    func settings() async throws {
        try await Branch.open { branch in
            let file = branch.folder + "/outpost.yaml"
            try "helena:\n  baseUrll: http://x.example\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let typo = try await branch.outpost("status", "--config", file)
            #expect(typo.status == 78)
            #expect(typo.words.contains("helena.baseUrll"))
            var mistaken = branch
            mistaken.settings["OUTPOST_HELENA_BASE_URL"] = "https://user:hunter2@host.example"
            mistaken.settings["OUTPOST_HELENA_API_KEY"] = nil
            mistaken.settings["OUTPOST_HELENA_API_KEY_FILE"] = "pn_key-in-the-wrong-place"
            let refused = try await mistaken.outpost("run")
            #expect(refused.status == 78)
            #expect(!refused.words.contains("hunter2"))
            mistaken.settings["OUTPOST_HELENA_BASE_URL"] = nil
            let keyless = try await mistaken.outpost("run")
            #expect(keyless.status == 78)
            #expect(!keyless.words.contains("pn_key"))
        }
    }

    @Test("a key that was used is known again, although the session has ended since")
    func repetitionAfterTheEnd() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let target = try await branch.department(otherThan: session.departmentId)
            let transfer = [
                "transfer", session.id.text, "--department", target.id.text, "--key", "once",
                "--json",
            ]
            let first = try await branch.outpost(transfer)
            try await branch.simulator.colleagueCompletes(session: session.id.text)
            _ = try await branch.outpost("refresh", "sessions", "--full")
            #expect(try await branch.session(session.id.text).status == "COMPLETED")
            let second = try await branch.outpost(transfer)
            #expect(second.status == 0, "\(second.words)")
            let ids = try [first, second].map {
                try $0.decoded(AcceptanceReport.self).intent.id
            }
            #expect(ids[0] == ids[1])
        }
    }
}
