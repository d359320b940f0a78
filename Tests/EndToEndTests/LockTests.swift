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

    @Test("a second refresh beside one without an agent is told so at once")
    func twoRefreshes() async throws {
        try await Branch.open { branch in
            await branch.simulator.inject(.delay(.seconds(5)), next: 1)
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
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                try FileManager.default.moveItem(
                    atPath: branch.data + "/outbox.sqlite", toPath: branch.folder + "/taken")
                try await eventually("the agent has stopped") {
                    try await !branch.outpost("status", "--json").decoded(StatusReport.self)
                        .daemon.running
                }
            }
            #expect(left.status == 73, "\(left.words)")
            #expect(left.words.contains("somebody deleted or replaced it"))
        }
    }
}
