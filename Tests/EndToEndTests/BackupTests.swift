import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// The disk dies, and the queue comes back from a backup.
@Suite(.timeLimit(.minutes(2)))
struct BackupTests {
    @Test("a queue that was delivered after its backup is not delivered again")
    func nothingTwice() async throws {
        try await Branch.open { branch in
            let copy = branch.folder + "/copy.sqlite"
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                let sessions: [SessionReport] = try await branch.outpost(
                    "sessions", "--status", "PENDING", "--limit", "4", "--json"
                ).decoded()
                for session in sessions {
                    let target = try await branch.department(otherThan: session.departmentId)
                    let accepted = try await branch.outpost(
                        "transfer", session.id.text, "--department", target.id.text)
                    #expect(accepted.status == 0)
                }
                let backup = try await branch.outpost("backup", copy)
                #expect(backup.status == 0, "\(backup)")
                #expect(backup.words.contains("4 transfers copied"))
                #expect(try await branch.outpost("backup", copy).status == 73)
                let nowhere = branch.folder + "/nowhere/copy.sqlite"
                let lost = try await branch.outpost("backup", nowhere)
                #expect(lost.status == 73)
                #expect(lost.words.contains(nowhere) && lost.words.contains("its directory"))
                let folder = try await branch.outpost("restore", branch.folder)
                #expect(folder.status == 65)
                #expect(folder.words.contains("cannot be read"), "\(folder.words)")
                try await branch.simulator.restoreLine()
                try await eventually("all are delivered") {
                    try await agent.status().outbox.delivered == 4
                }
                // A colleague sends one on, and one back: the backup knows nothing of that.
                let back = sessions[3]
                try await branch.simulator.colleagueTransfers(
                    session: back.id.text, toDepartment: try #require(back.departmentId).text,
                    user: nil)
                let moved = sessions[2]
                let elsewhere = try #require(
                    try await branch.departments().last { $0.id != moved.departmentId })
                try await branch.simulator.colleagueTransfers(
                    session: moved.id.text, toDepartment: elsewhere.id.text, user: nil)
            }
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(
                    atPath: branch.data + "/outbox.sqlite" + ending)
            }
            let writes = await branch.simulator.journal.count
            try await branch.withAgent { agent in
                let restored = try await branch.outpost("restore", copy, "--json")
                #expect(restored.status == 0, "\(restored)")
                #expect(try restored.decoded([String: Int].self) == ["restored": 4, "known": 0])
                try await eventually("nothing waits") {
                    let outbox = try await agent.status().outbox
                    return outbox.queued + outbox.sending == 0
                }
                let again: [String: Int] = try await branch.outpost("restore", copy, "--json")
                    .decoded()
                #expect(again == ["restored": 0, "known": 4])
                let states = try await agent.intents().map(\.state)
                #expect(states == [.delivered, .delivered, .conflict, .conflict])
            }
            #expect(await branch.simulator.journal.count == writes)
            #expect(try await branch.outpost("queue", "audit").status == 0)
        }
    }

    @Test("what is no backup is refused, and nothing is stored")
    func refused() async throws {
        try await Branch.open { branch in
            let none = try await branch.outpost("backup", branch.folder + "/copy")
            #expect(none.status == 69)
            let rubbish = branch.folder + "/rubbish"
            try Data("not a database".utf8).write(to: URL(fileURLWithPath: rubbish))
            #expect(try await branch.outpost("restore", rubbish).status == 65)
            #expect(try await branch.outpost("restore", rubbish + "-none").status == 65)
            #expect(!FileManager.default.fileExists(atPath: branch.data + "/outbox.sqlite"))
        }
    }
}
