import OutpostModel
import OutpostStore
import OutpostSync

extension Fleet {
    func figures(_ agents: [FleetAgent]) throws -> Figures {
        let arrivals = account.arrivals
        let tallies = try agents.map { try $0.outbox.tally() }
        let isBehindHubs = plan.way == .hubs
        // What a hub has accepted counts there, once more.
        let books = isBehindHubs ? tallies.prefix(Plan.hubs) : tallies[...]
        let deliveries = account.deliveries.map { ($0 - plan.outage).seconds }
        return Figures(
            way: plan.way.rawValue, branches: plan.branches, intents: plan.intents,
            outage: plan.outage.seconds, seed: plan.seed, share: plan.share,
            delivered: account.moved, doubled: account.doubled,
            settled: agents.isEmpty ? nil : books.reduce(0) { $0 + $1[.delivered] },
            expired: agents.isEmpty ? nil : tallies.reduce(0) { $0 + $1[.expired] },
            requests: arrivals.count, transfers: account.count(.transfer),
            looks: account.count(.look), lists: account.count(.list), refused: account.refused,
            mostPerSecond: arrivals.most(in: .seconds(1)),
            mostPerFiveSeconds: arrivals.most(in: .seconds(5)),
            mostPerFiveMinutes: arrivals.most(in: .seconds(300)),
            firstDelivery: deliveries.first ?? 0,
            halfDelivered: deliveries.isEmpty ? 0 : deliveries[(deliveries.count - 1) / 2],
            lastDelivery: deliveries.last ?? 0,
            leastTime: AccountLimits.leastTime(for: plan.transfers),
            leastTimeWithLooks: AccountLimits.leastTime(for: 2 * plan.transfers))
    }
}
