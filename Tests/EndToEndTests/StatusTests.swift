import HelenaSimulator
import OutpostModel
import Testing

/// What the first lines of `status` say when more than one thing is to be said.
@Suite(.timeLimit(.minutes(2)))
struct StatusTests {
    @Test("a line that is down and a transfer that waits for a person: neither hides the other")
    func both() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                let id = try await branch.transferPendingSession().id.short
                #expect(try await branch.outpost("queue", "hold", id).status == 0)
                try await eventually("the line is known to be down") {
                    try await agent.status().connectivity.state == "offline"
                }
                let lines = try await branch.outpost("status").output.split(separator: "\n")
                #expect(lines[0].hasPrefix("The line is down ("))
                #expect(lines[0].contains("refused the connection): nothing to do"))
                #expect(lines[0].hasSuffix(" (and 1 more, below)"))
                #expect(lines[1].hasPrefix("Also: 1 transfer waiting for a person"))
                #expect(lines[1].hasSuffix("`outpost queue explain \(id)`"))
                #expect(try await branch.outpost("queue", "release", id).status == 0)
                let alone = try await branch.outpost("status").output
                #expect(alone.prefix { $0 != "\n" }.contains("1 transfer waiting for it"))
                #expect(!alone.contains("Also:"))
            }
        }
    }

    @Test(
        "watched elsewhere than on a terminal, an empty line stands between one screen and the next"
    )
    func watched() async throws {
        try await Branch.open { branch in
            let found = try await branch.shell("status --watch | timeout 20 grep -m 1 -c '^$'")
            #expect(found.output == "1\n", "\(found)")
            let objects = try await branch.shell("status --watch --json | head -n 2 | grep -c '^{'")
            #expect(objects.output == "2\n", "\(objects)")
        }
    }
}
