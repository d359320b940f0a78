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
            branch.settings["OUTPOST_HELENA_ANSWER_TIMEOUT"] = "3s"
            let office = branch
            try await office.withAgent { agent in
                try await agent.refreshed()
                #expect(try await agent.status().connectivity.states == [.up, .up, .up])
                var moved: [Session.ID] = []

                try await hosts.switchCard(.down)
                moved.append(try await transfer(office, agent, besides: moved, .link))
                try await hosts.switchCard(.up)
                try await delivered(1, agent, within: .seconds(3))

                try await hosts.plugCable(.down)
                moved.append(try await transfer(office, agent, besides: moved, .link))
                try await hosts.plugCable(.up)
                // Attempts to connect that were under way hang a little longer.
                try await delivered(2, agent, within: .seconds(6))

                try await hosts.openBlackHole()
                moved.append(try await transfer(office, agent, besides: moved, .host))
                try await hosts.closeBlackHole()
                // Nobody tells of this one: it is found by the clock.
                try await delivered(3, agent, within: .seconds(25))

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
        let start = ContinuousClock.now
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
            #expect(ContinuousClock.now - start < .seconds(3))
        case .host:
            #expect(line.states == [.up, .down, .unknown])
            #expect(line.reason?.contains("within") == true, "\(line.reason ?? "")")
        }
        try await eventually("the pauses have grown") {
            ContinuousClock.now - start > .seconds(9)
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

    private func delivered(
        _ count: Int, _ agent: AgentProcess, within limit: Duration
    ) async throws {
        let start = ContinuousClock.now
        try await eventually("it is delivered") {
            try await agent.status().outbox.delivered == count
        }
        let took = ContinuousClock.now - start
        #expect(took < limit)
    }
}
