import Foundation
import Glibc
import OutpostModel
import OutpostSync

/// Branches of one account that lose their line together, and get it back together.
package final class Fleet: Sendable {
    /// What to say while it goes on, in words.
    package typealias Progress = @Sendable (String) -> Void

    let plan: Plan
    let account: Account
    private let time = FleetTime()
    private let folder: String
    private let progress: Progress

    package init(_ plan: Plan, progress: @escaping Progress = { _ in }) {
        self.plan = plan
        self.progress = progress
        account = Account(sessions: plan.transfers)
        // In memory, where the system has a place for that.
        let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        folder = place + "/outpost-fleet-" + UUID().uuidString
    }

    /// Lives through it, until everything is delivered or its time has run out.
    package func run() async throws -> Figures {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await time.run { [self] in
            let agents = try await agents()
            defer { for agent in agents { agent.close() } }
            await withTaskGroup { group in
                for agent in agents { group.addTask { await agent.run() } }
                for loop in retryLoops() { group.addTask { await loop.run() } }
                await watch()
                group.cancelAll()
            }
            return try figures(agents)
        }
    }

    /// Nothing that is queued when the line goes lives longer; then a little, for what is under way.
    private var end: Duration { .seconds(TransferRequest.defaultLifetime) + .seconds(600) }

    private func watch() async {
        let real = ContinuousClock()
        var told = real.now
        while time.elapsed < end, account.moved < plan.transfers {
            try? await time.sleep(for: .seconds(10))
            if real.now - told >= .seconds(2) {
                told = real.now
                let hours = time.elapsed.seconds / 3_600
                progress(
                    "\(plan.branches) branches, \(plan.way.rawValue), seed \(plan.seed): "
                        + "\(hours.formatted(.number.precision(.fractionLength(1)))) h, "
                        + "\(account.moved) of \(plan.transfers) delivered")
            }
        }
        // The answers, and the agents' books.
        try? await time.sleep(for: .seconds(10))
    }
}

// Who asks.
extension Fleet {
    private func agents() async throws -> [FleetAgent] {
        guard let share = plan.share else { return [] }
        guard plan.way == .hubs else {
            return try await branches { branch, clocks in
                try FleetAgent(
                    in: "\(folder)/\(branch)", share: share, clocks: clocks,
                    remote: AccountRemote(
                        account: account, listed: plan.sessions(of: branch),
                        way: .toTheAPI(plan, clocks)))
            }
        }
        var hubs: [FleetAgent] = []
        for hub in 0..<Plan.hubs { hubs.append(try await self.hub(hub, share)) }
        return try await hubs
            + branches { [hubs] branch, clocks in
                try FleetAgent(
                    in: "\(folder)/\(branch)", share: 1, clocks: clocks,
                    remote: HubDoor(
                        hub: hubs[plan.hub(of: branch)], account: account,
                        listed: plan.sessions(of: branch), way: .toTheHub(plan, clocks)))
            }
    }

    private func branches(
        _ make: (Int, Clocks) throws -> FleetAgent
    ) async throws -> [FleetAgent] {
        var agents: [FleetAgent] = []
        for branch in 0..<plan.branches {
            let agent = try make(branch, clocks(branch))
            try await agent.prepare(source(plan.sessions(of: branch)))
            try agent.accept(plan.sessions(of: branch))
            agents.append(agent)
        }
        return agents
    }

    private func hub(_ hub: Int, _ share: Double) async throws -> FleetAgent {
        let clocks = clocks(plan.branches + hub)
        let sessions = plan.sessions(ofHub: hub)
        let agent = try FleetAgent(
            in: "\(folder)/hub\(hub)", share: share, clocks: clocks,
            remote: AccountRemote(
                account: account, listed: sessions, way: .toTheAPI(plan, clocks)))
        try await agent.prepare(source(sessions))
        return agent
    }

    private func retryLoops() -> [RetryLoop] {
        guard plan.way == .retryLoop else { return [] }
        return (0..<plan.branches).map { branch in
            let clocks = clocks(branch)
            let sessions = plan.sessions(of: branch)
            return RetryLoop(
                remote: AccountRemote(
                    account: account, listed: sessions, way: .toTheAPI(plan, clocks)),
                sessions: sessions, clocks: clocks)
        }
    }

    private func source(_ sessions: Range<Int>) -> AccountRemote {
        AccountRemote(account: account, listed: sessions, way: nil)
    }

    /// Of one agent: the same time for all, and chance of its own.
    private func clocks(_ agent: Int) -> Clocks {
        let chance = Chance(seed: plan.seed &* 1_000_003 &+ UInt64(agent))
        return Clocks(
            time, now: { [time] in beginning.addingTimeInterval(time.elapsed.seconds) },
            chance: { chance.next() })
    }
}
