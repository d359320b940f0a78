import OutpostModel
import OutpostStore
import ServiceLifecycle
import Testing

@testable import OutpostSync

@Suite("keeping the cache in step", .timeLimit(.minutes(1)))
struct RefreshTests {
    @Test("everything is read at once, and then each resource on its schedule")
    func schedule() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(1))
            try await branch.running(branch.refresh()) {
                try await branch.pass(.milliseconds(10))
                for resource in Resource.allCases { #expect(try branch.cache.count(resource) > 0) }
                try await branch.pass(.seconds(3_600))
            }
            // After 0, 7.5, 18.75, 35.6 and 55.6 minutes, as nothing changes.
            #expect(branch.remote.count(.users) == 5)
            #expect(branch.remote.count(.departments) == 5)
            // Three for the full walk; then every two minutes.
            #expect((32...38).contains(branch.remote.count(.sessions)))
        }
    }

    @Test("while the line is closed nothing is asked; when it opens, at once")
    func offline() async throws {
        try await Branch.open { branch in
            branch.line.hear(.lineDown)
            try await branch.running(branch.refresh()) {
                try await branch.pass(.seconds(4 * 3_600))
                #expect(branch.remote.calls == [])
                branch.line.hear(nil)
                try await branch.pass(.milliseconds(10))
                #expect(try branch.cache.count(.users) == 5)
            }
        }
    }

    @Test("an order is carried out at once, with its progress to its end")
    func order() async throws {
        try await Branch.open { branch in
            branch.remote.put((1...250).map { Session.sample($0) })
            try await branch.running(branch.refresh()) {
                try await branch.pass(.seconds(1))
                let elapsed = branch.time.elapsed
                var reports: [RefreshProgress] = []
                for await report in branch.orders.place([.users, .sessions], full: true) {
                    reports.append(report)
                }
                #expect(branch.time.elapsed == elapsed)
                #expect(reports.map(\.resource) == [.users] + Array(repeating: .sessions, count: 9))
                #expect(reports.filter(\.done).map(\.resource) == [.users, .sessions])
            }
        }
    }

    @Test(
        "a walk through all sessions that was ordered keeps neither chores nor short orders waiting"
    )
    func longOrder() async throws {
        try await Branch.open { branch in
            branch.remote.put((1...1_000).map { Session.sample($0) })
            branch.remote.change { $0.latency = .seconds(20) }
            let walk = branch.orders.place([.sessions], full: false)
            try await branch.running(branch.refresh()) {
                try await branch.pass(.seconds(100))
                #expect(try branch.cache.count(.users) == 5)
                #expect(try branch.cache.count(.departments) == 3)
                let asked = branch.time.elapsed
                for await _ in branch.orders.place([.departments], full: false) {}
                #expect(branch.time.elapsed - asked <= .seconds(60))
                #expect(try !branch.cache.refreshState(.sessions).isComplete)
                var last: RefreshProgress?
                for await report in walk { last = report }
                #expect(last?.done == true)
                #expect(try branch.cache.refreshState(.sessions).isComplete)
            }
            // Once: an order that would be a walk of its own does not begin within it.
            let marks = branch.remote.calls.count { $0 == .sessions(.init(newestFirst: true)) }
            #expect(marks == 1)
        }
    }

    @Test("chores are done though an order is always waiting")
    func orderAfterOrder() async throws {
        try await Branch.open { branch in
            branch.remote.put(.sample(1))
            branch.remote.change { $0.latency = .seconds(1) }
            let orders = branch.orders
            let asks: @Sendable () async -> Void = {
                while !Task.isCancelled {
                    for await _ in orders.place([.departments], full: false) {}
                }
            }
            try await branch.running(branch.refresh()) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 { group.addTask { await asks() } }
                    try await branch.pass(.seconds(60))
                    group.cancelAll()
                }
                #expect(try branch.cache.count(.users) == 5)
                #expect(try branch.cache.refreshState(.sessions).isComplete)
                #expect(branch.remote.count(.departments) > 20)
            }
        }
    }

    @Test("an order is tried though the line is closed, and says why it failed")
    func orderOffline() async throws {
        try await Branch.open { branch in
            branch.remote.goDown()
            branch.line.hear(.lineDown)
            try await branch.running(branch.refresh()) {
                try await branch.pass(.seconds(1))
                var reports: [RefreshProgress] = []
                for await report in branch.orders.place([.users, .departments], full: false) {
                    reports.append(report)
                }
                #expect(reports.map(\.failure) == [RemoteFailure.lineDown.reason])
            }
        }
    }

    @Test("orders beyond the bound are turned away, and one that waits is ended at shutdown")
    func orderLimits() async throws {
        try await Branch.open { branch in
            let streams = (0...RefreshOrders.most).map { _ in
                branch.orders.place([.users], full: false)
            }
            for await _ in streams[RefreshOrders.most] { Issue.record("it had no place") }
            branch.orders.close()
            for stream in streams { for await _ in stream { Issue.record("nobody was there") } }
            for await _ in branch.orders.place([.users], full: false) {
                Issue.record("it was closed")
            }
        }
    }

    @Test("a failing resource is tried again with growing pauses, and the others go on")
    func failing() async throws {
        try await Branch.open { branch in
            branch.remote.fail(.users, with: .unexplained, times: .max)
            try await branch.running(branch.refresh()) { try await branch.pass(.seconds(600)) }
            // 0.5, 1, 2, 4 and 8 s, then every 15 s, by the chance of these tests.
            #expect((40...48).contains(branch.remote.count(.users)))
            #expect(try branch.cache.count(.departments) == 3)
            #expect(branch.remote.count(.sessions) > 6)
        }
    }

    @Test("it ends when a shutdown is asked for, in the middle of whatever it does")
    func shutdown() async throws {
        try await Branch.open { branch in
            branch.remote.change { $0.latency = .seconds(600) }
            let group = ServiceGroup(
                configuration: .init(services: [branch.refresh()], logger: branch.logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await branch.pass(.seconds(1))
                // The library passes the news on from a thread of its own.
                try await branch.time.standingStill {
                    await group.triggerGracefulShutdown()
                    try await tasks.waitForAll()
                }
            }
            #expect(branch.remote.calls.count == 1)
            for resource in Resource.allCases {
                #expect(try branch.cache.refreshState(resource).failure == nil, "nothing failed")
            }
            for await _ in branch.orders.place([.users], full: false) {
                Issue.record("nobody is there any more")
            }
        }
    }
}
