import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// Files that break, disks that fill up.
@Suite(.timeLimit(.minutes(2)))
struct DamageTests {
    @Test("a damaged outbox is never overwritten; what can be read is salvaged and taken back once")
    func salvage() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let target = try await branch.departments()[0]
            for number in 0..<120 {
                let accepted = try await branch.outpost(
                    "transfer", UUID().uuidString, "--department", target.id.text, "--key",
                    "transfer \(number)")
                #expect(accepted.status == 0, "\(accepted.words)")
            }
            let path = branch.data + "/outbox.sqlite"
            try await branch.settleJournal()
            var content = try Data(contentsOf: URL(fileURLWithPath: path))
            // A page in the middle of the intents is lost: one with rows (13 is a leaf of a table).
            let page = try #require(
                (0..<content.count / 4096).first { page in
                    let bytes = content[(page * 4096)..<((page + 1) * 4096)]
                    return bytes.first == 13 && bytes.range(of: Data("transfer 60".utf8)) != nil
                })
            content.replaceSubrange(
                (page * 4096)..<((page + 1) * 4096), with: Data(repeating: 0xA5, count: 4096))
            try content.write(to: URL(fileURLWithPath: path))

            let saved = branch.folder + "/saved.jsonl"
            let salvaged = try await branch.outpost("queue", "salvage", saved)
            #expect(salvaged.status == 0, "\(salvaged.words)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
            let lines = try String(contentsOfFile: saved, encoding: .utf8).split(separator: "\n")
            #expect((80..<120).contains(lines.count), "\(lines.count)")
            #expect(try await branch.outpost("queue", "salvage", saved).status == 73)

            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + ending)
            }
            for taken in [lines.count, 0] {
                let imported = try await branch.outpost("queue", "import", saved)
                #expect(imported.status == 0, "\(imported.words)")
                #expect(imported.words.contains("\(taken) transfer"), "\(imported.words)")
            }
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.outbox.queued == lines.count)
            #expect(try await branch.outpost("queue", "audit").status == 0)
        }
    }

    @Test("an outbox that is no database stops the agent and stays as it is")
    func rubbish() async throws {
        try await Branch.open { branch in
            try FileManager.default.createDirectory(
                atPath: branch.data, withIntermediateDirectories: true)
            let path = branch.data + "/outbox.sqlite"
            let rubbish = Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            try rubbish.write(to: URL(fileURLWithPath: path))
            for command in [["run"], ["transfer", UUID().uuidString, "--user", UUID().uuidString]] {
                let refused = try await branch.outpost(command)
                #expect(refused.status == 69)
                #expect(refused.words.contains("outbox.sqlite is damaged"))
                #expect(refused.words.contains("outpost queue salvage"))
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == rubbish)
        }
    }

    @Test("an outbox that is damaged further in stops the agent as well, which says what to do")
    func damagedWithin() async throws {
        try await Branch.open { branch in
            for _ in 0..<40 {
                _ = try await branch.outpost(
                    "transfer", UUID().uuidString, "--department", UUID().uuidString)
            }
            try await branch.settleJournal()
            let path = branch.data + "/outbox.sqlite"
            var content = try Data(contentsOf: URL(fileURLWithPath: path))
            // The first page is whole, so that it is opened.
            content.replaceSubrange(8_192..<32_768, with: Data(repeating: 0xA5, count: 24_576))
            try content.write(to: URL(fileURLWithPath: path))
            let agent = try await branch.outpost("run")
            #expect(agent.status == 69, "\(agent.words)")
            #expect(agent.words.contains("outpost queue salvage"), "\(agent.words)")
        }
    }

    @Test(
        "a full disk refuses transfers, loses none, and heals when there is space",
        .enabled(if: SmallDisk.isPossible, "only root may mount a small disk"))
    func fullDisk() async throws {
        try await Branch.open { branch in
            try await SmallDisk.mounted(at: branch.data, megabytes: 2) {
                let filler = branch.data + "/filler"
                var accepted: Set<String> = []
                let transfer = ["transfer", UUID().uuidString, "--department", UUID().uuidString]
                let first = try await branch.outpost(transfer + ["--json"])
                #expect(first.status == 0, "\(first.words)")
                accepted.insert(try first.decoded(AcceptanceReport.self).intent.id.text)
                // As much as fits.
                let handle = try #require(FileHandle.made(at: filler))
                while (try? handle.write(contentsOf: Data(repeating: 1, count: 4096))) != nil {}
                var refused = 0
                for _ in 0..<40 where refused == 0 {
                    let next = try await branch.outpost(
                        [
                            "transfer", UUID().uuidString, "--department", UUID().uuidString,
                            "--json",
                        ])
                    if next.status == 0 {
                        accepted.insert(try next.decoded(AcceptanceReport.self).intent.id.text)
                    } else {
                        refused += 1
                        #expect(next.status == 73, "\(next.words)")
                        #expect(next.output.isEmpty)
                    }
                }
                #expect(refused == 1)
                try FileManager.default.removeItem(atPath: filler)
                try handle.close()
                let healed = try await branch.outpost(transfer + ["--json"])
                #expect(healed.status == 0, "\(healed.words)")
                accepted.insert(try healed.decoded(AcceptanceReport.self).intent.id.text)
                let kept: [IntentReport] = try await branch.outpost(
                    "queue", "list", "--all", "--json", "--limit", "1000"
                ).decoded()
                #expect(Set(kept.map(\.id.text)) == accepted)
                #expect(try await branch.outpost("queue", "audit").status == 0)
            }
        }
    }
}

extension FileHandle {
    fileprivate static func made(at path: String) -> FileHandle? {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return FileHandle(forWritingAtPath: path)
    }
}

extension Branch {
    /// Moves the outbox's journal into its file, as the agent does when it ends.
    fileprivate func settleJournal() async throws {
        try await simulator.cutLine()
        try await withAgent { agent in
            try await eventually("the agent runs") { try await agent.status().daemon.running }
        }
    }
}
