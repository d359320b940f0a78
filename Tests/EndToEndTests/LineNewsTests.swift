import HelenaSimulator
import OutpostModel
import Testing

/// What the log and the events say of a line that comes and goes.
@Suite(.timeLimit(.minutes(2)))
struct LineNewsTests {
    @Test("a short loss stops the work at once and is in the status, and alarms nobody")
    func blip() async throws {
        try await Branch.open { opened in
            var settings = opened
            // Short beside this, however busy the machine is.
            settings.settings["OUTPOST_CONNECTIVITY_DAMPING"] = "10m"
            let branch = settings
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                #expect(try await branch.outpost("refresh", "users").status == 75)
                #expect(try await agent.status().connectivity.state == "offline")
                try await branch.simulator.restoreLine()
                try await eventually("it is online again") {
                    try await agent.status().connectivity.state == "online"
                }
                #expect(try await branch.outpost("doctor").status == 0)
                #expect(try await branch.outpost("status").output.hasPrefix("All is well\n"))
            }
            #expect(left.lines("offline") == 0, "\(left.words)")
            #expect(left.lines("online") == 1, "\(left.words)")
            #expect(try await branch.lineEvents() == ["online"])
        }
    }

    @Test("a longer loss is told once, and its end once, whatever is tried meanwhile")
    func loss() async throws {
        try await Branch.open { opened in
            var branch = opened
            branch.settings["OUTPOST_CONNECTIVITY_DAMPING"] = "1s"
            let office = branch
            let left = try await office.withAgent { agent in
                try await agent.refreshed()
                try await office.simulator.cutLine()
                #expect(try await office.outpost("refresh", "users").status == 75)
                try await eventually("the loss is told") {
                    try await office.lineEvents() == ["online", "offline"]
                }
                for _ in 0..<3 {
                    #expect(try await office.outpost("refresh", "users").status == 75)
                }
                try await office.simulator.restoreLine()
                try await eventually("it is online again") {
                    try await agent.status().connectivity.state == "online"
                }
            }
            #expect(left.lines("offline") == 1, "\(left.words)")
            #expect(left.lines("online") == 2, "\(left.words)")
            #expect(try await office.lineEvents() == ["online", "offline", "online"])
        }
    }

    @Test("without a line from the start it is told at once")
    func fromTheStart() async throws {
        try await Branch.open { branch in
            try await branch.simulator.cutLine()
            let left = try await branch.withAgent { _ in
                try await eventually("it is told") {
                    try await branch.lineEvents() == ["offline"]
                }
            }
            #expect(left.lines("offline") == 1, "\(left.words)")
        }
    }
}

extension Branch {
    fileprivate func lineEvents() async throws -> [String] {
        try await events().filter { $0.intentId == nil }.map(\.state)
    }
}

extension Branch.Outcome {
    /// How many lines of the log have this message.
    fileprivate func lines(_ message: String) -> Int {
        // The data stands before the message, and the room that it comes from between them.
        words.split(separator: "\n").count { $0.hasSuffix("[OutpostSync] \(message)") }
    }
}
