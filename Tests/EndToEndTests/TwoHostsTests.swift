import Foundation
import OutpostModel
import Testing

/// Agent and API on two hosts, and what happens to the cable between them.
@Suite(.timeLimit(.minutes(3)))
struct TwoHostsTests {
    @Test(
        "a card, a cable, a black hole: each is named, what comes back is noticed at once, and every transfer is delivered once",
        .enabled("network namespaces are not allowed here") { await TwoHosts.isPossible() })
    func cutAndRestored() async throws {
        try await TwoHosts.open { hosts, opened in
            var branch = opened
            branch.settings["OUTPOST_CONNECTIVITY_DAMPING"] = "1s"
            branch.settings["OUTPOST_HELENA_CONNECT_TIMEOUT"] = "2s"
            branch.settings["OUTPOST_HELENA_ANSWER_TIMEOUT"] = "6s"
            let office = branch
            try await office.withAgent { agent in
                try await agent.refreshed()
                #expect(try await agent.status().connectivity.states == [.up, .up, .up])
                var moved: [Session.ID] = []

                try await hosts.switchCard(.down)
                moved.append(try await transfer(office, agent, besides: moved, .link))
                var back = Date()
                try await hosts.switchCard(.up)
                try await delivered(moved[0], agent, within: 3, of: back)

                try await hosts.plugCable(.down)
                moved.append(try await transfer(office, agent, besides: moved, .link))
                back = Date()
                try await hosts.plugCable(.up)
                // Attempts to connect that were under way hang a little longer.
                try await delivered(moved[1], agent, within: 7, of: back)

                try await hosts.openBlackHole()
                moved.append(try await transfer(office, agent, besides: moved, .host))
                back = Date()
                try await hosts.closeBlackHole()
                // Nobody tells of this one: it is found by the clock.
                try await delivered(moved[2], agent, within: 29, of: back)

                #expect(try await hosts.written() == moved)
                let line = try await office.events().filter { $0.intentId == nil }.map(\.state)
                #expect(
                    line == [
                        "online", "offline", "online", "offline", "online", "offline", "online",
                    ])
            }
        }
    }

    private enum Down { case link, host }

    /// Has a transfer accepted while the line is down, and waits until it has been so for long enough
    /// that the pauses between probes are long.
    private func transfer(
        _ office: Branch, _ agent: AgentProcess, besides moved: [Session.ID], _ down: Down
    ) async throws -> Session.ID {
        let start = Date()
        // Needed only where the line fails without a word: somebody must try.
        let session = try await accept(office, besides: moved)
        try await eventually("the loss is known") {
            try await agent.status().connectivity.state == "offline"
        }
        let line = try await agent.status().connectivity
        switch down {
        case .link:
            #expect(line.states == [.down, .unknown, .unknown])
            #expect(line.reason?.contains("no network") == true)
            // By the system's word: a connection that stands would take until its time limit.
            #expect(try #require(line.since).date.timeIntervalSince(start) < 5)
        case .host:
            #expect(line.states == [.up, .down, .unknown])
            #expect(line.reason?.contains("within") == true, "\(line.reason ?? "")")
        }
        try await eventually("the pauses have grown") {
            Date().timeIntervalSince(start) > 9
        }
        #expect(try await agent.status().outbox.queued == 1)
        return session
    }

    private func accept(_ office: Branch, besides moved: [Session.ID]) async throws -> Session.ID {
        let sessions: [SessionReport] = try await office.outpost(
            "sessions", "--status", "PENDING", "--limit", "20", "--json"
        ).decoded()
        let session = try #require(sessions.first { !moved.contains($0.id) })
        let target = try await office.department(otherThan: session.departmentId)
        let accepted = try await office.outpost(
            "transfer", session.id.text, "--department", target.id.text)
        #expect(accepted.status == 0, "\(accepted.words)")
        return session.id
    }

    /// - Parameter limit: seconds, by the agent's own word: commands may be slow on a busy computer.
    private func delivered(
        _ session: Session.ID, _ agent: AgentProcess, within limit: Double, of back: Date
    ) async throws {
        var delivered: IntentReport?
        try await eventually("it is delivered") {
            delivered = try await agent.intents().first {
                $0.sessionId == session && $0.state == .delivered
            }
            return delivered != nil
        }
        let endedAt = try #require(delivered?.endedAt).date
        #expect(endedAt.timeIntervalSince(back) < limit)
    }
}
