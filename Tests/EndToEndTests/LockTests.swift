import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// Other programs on the same files.
@Suite(.timeLimit(.minutes(2)))
struct LockTests {
    @Test(
        "SIGTERM ends the agent within seconds, whoever else reads or writes its outbox",
        arguments: ["BEGIN IMMEDIATE", "BEGIN; SELECT count(*) FROM intent"])
    func foreignTransaction(_ statement: String) async throws {
        try await Branch.open { branch in
            let clock = ContinuousClock()
            var asked = clock.now
            let stranger = Stranger()
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                try stranger.open(branch.data + "/outbox.sqlite", statement)
                asked = clock.now
            }
            let span = clock.now - asked
            stranger.close()
            #expect(left.status == 0, "\(left.words)")
            #expect(span < .seconds(5), "\(span)")
        }
    }

    @Test("a program that reads the outbox and does not let go is named in the status")
    func foreignReader() async throws {
        try await Branch.open { branch in
            let accepted = try await branch.outpost(
                "transfer", UUID().uuidString, "--department", UUID().uuidString)
            #expect(accepted.status == 0, "\(accepted.words)")
            let path = branch.data + "/outbox.sqlite"
            let reader = Stranger()
            try reader.open(path, "BEGIN; SELECT count(*) FROM intent")
            let writer = Stranger()
            // Some twelve megabytes of log.
            try writer.open(
                path,
                """
                INSERT INTO event (at, state, reason)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                    SELECT 0, 'online', hex(randomblob(2000)) FROM n
                """)
            writer.close()
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            reader.close()
            let pid = ProcessInfo.processInfo.processIdentifier
            #expect(report.warnings.count == 1)
            #expect(report.warnings.first?.contains("(pid \(pid))") == true)
        }
    }

    @Test("a second refresh beside one without an agent is told so at once")
    func twoRefreshes() async throws {
        try await Branch.open { branch in
            await branch.simulator.inject(.delay(.seconds(12)), next: 1)
            async let first = branch.outpost("refresh")
            try await eventually("the first asks the server") {
                await branch.simulator.requestCount > 0
            }
            let second = try await branch.outpost("refresh")
            #expect(second.status == 69, "\(second.words)")
            #expect(second.words.contains("a refresh is running"))
            #expect(try await first.status == 0)
        }
    }

    @Test("a cache that somebody deletes under the agent is noticed and filled anew")
    func deletedCache() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                for ending in ["", "-wal", "-shm"] {
                    try FileManager.default.removeItem(
                        atPath: branch.data + "/cache.sqlite" + ending)
                }
                try await eventually("look-ups answer again") {
                    let found = try await branch.outpost("departments", "--json")
                    guard found.status == 0 else { return false }
                    return try !found.decoded([DepartmentReport].self).isEmpty
                }
            }
        }
    }

    @Test("an outbox that somebody takes away under the agent stops it, with a sentence")
    func deletedOutbox() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                let left = try await branch.withAgent { agent in
                    try await agent.refreshed()
                    try FileManager.default.moveItem(
                        atPath: branch.data + "/outbox.sqlite", toPath: branch.folder + "/taken")
                    // Somebody always knocks: whom nobody opens any more must not take the agent down.
                    try await withThrowingDiscardingTaskGroup { group in
                        for _ in 0..<16 { group.addTask { await Self.knock(port) } }
                        try await eventually("the agent has stopped") {
                            try await !branch.outpost("status", "--json")
                                .decoded(StatusReport.self).daemon.running
                        }
                        group.cancelAll()
                    }
                }
                #expect(left.status == 73, "\(left.words)")
                #expect(left.words.contains("somebody deleted or replaced it"))
            }
        }
    }

    private static func knock(_ port: Int) async {
        while !Task.isCancelled {
            guard let connection = try? await RawConnection.open(port: port) else {
                await Task.yield()
                continue
            }
            try? await connection.use { _, _ in }
        }
    }
}
