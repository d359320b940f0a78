import OutpostModel
import OutpostSync
import Testing

@Suite("the uplink", .timeLimit(.minutes(1)))
struct UplinkTests {
    @Test("it hands every question to the remote, and the answer back")
    func passesOn() async throws {
        try await Branch.open { branch in
            let session = Session.sample(1)
            branch.remote.put(session)
            let uplink = branch.uplink()
            #expect(try await uplink.departments() == Department.samples)
            #expect(try await uplink.users() == User.samples)
            #expect(try await uplink.session(session.id) == session)
            #expect(try await uplink.sessions(SessionPageRequest()).sessions == [session])
            let target = TransferTarget.user(User.bruno.id, in: Department.suporte.id)
            let moved = try await uplink.transfer(session.id, to: target, stopsBot: false)
            #expect(moved.userID == User.bruno.id)
            #expect(branch.remote.moves == [.init(session: session.id, target: target)])
        }
    }

    @Test("an answer tells the line that it is online, a refusal of this request too")
    func online() async throws {
        try await Branch.open { branch in
            #expect(branch.line.connectivity.state == .unknown)
            _ = try? await branch.uplink().session(id(404))
            #expect(branch.line.connectivity.state == .online)
        }
    }

    @Test("a failure tells the line that it is offline, and why")
    func offline() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            await #expect(throws: RemoteFailure.lineDown) {
                try await branch.uplink().departments()
            }
            #expect(branch.line.connectivity.state == .offline)
            #expect(branch.line.connectivity.reason == RemoteFailure.lineDown.reason)
            #expect(!branch.line.isOpen)
        }
    }

    @Test("a 429 stops all who share the budget until the time it names")
    func throttled() async throws {
        try await Branch.open { branch in
            branch.remote.fail(with: .throttled)
            _ = try? await branch.uplink(.refresh).departments()
            #expect(branch.line.isOpen, "a full account is not a lost line")
            _ = try await branch.uplink(.replay).departments()
            // And half of what it may be late, as chance has it here.
            #expect(branch.time.elapsed == .seconds(40) + Budget.longestSpread / 2)
        }
    }

    @Test("a request that we gave up ourselves says nothing about the line")
    func givenUp() async throws {
        try await Branch.open { branch in
            branch.remote.change { $0.latency = .seconds(60) }
            await withTaskGroup { group in
                group.addTask { _ = try? await branch.uplink().departments() }
                try? await branch.pass(.seconds(1))
                group.cancelAll()
            }
            #expect(branch.remote.count(.departments) == 1)
            #expect(branch.line.connectivity.state == .unknown)
        }
    }

    @Test(
        "what no server received costs nothing of the share: an outage's probes do not use it up",
        arguments: [true, false])
    func neverArrived(_ neverArrived: Bool) async throws {
        try await Branch.open(share: 0.01) { branch in
            branch.remote.goDown(
                RemoteFailure(
                    .offline(.noRoute), mayHaveBeenApplied: false, neverArrived: neverArrived,
                    reason: "no route"))
            for _ in 0..<10 { _ = try? await branch.uplink().users() }
            #expect((branch.time.elapsed == .zero) == neverArrived)
        }
    }

    @Test("requests wait for their turn in the budget")
    func waitsForItsTurn() async throws {
        try await Branch.open(share: 0.1) { branch in
            // 0.1 of 200 in 5 s: 5 at once, then 3 a second.
            for _ in 0..<14 { _ = try await branch.uplink().users() }
            #expect(branch.time.elapsed > .milliseconds(2_900))
            #expect(branch.time.elapsed < .milliseconds(3_100))
        }
    }
}
