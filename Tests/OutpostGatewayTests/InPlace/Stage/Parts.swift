import Foundation
import Helena
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle

@testable import OutpostGateway

extension StandIn {
    /// The parts of an agent, put together as ``StandIn`` needs them.
    struct Parts {
        private let client: HelenaClient
        private let clocks: Clocks

        init(_ client: HelenaClient, _ hours: Hours) {
            self.client = client
            clocks = Clocks(
                ContinuousClock(), now: { hours.now }, chance: { Double.random(in: 0..<1) })
        }

        func furnish(
            _ directory: String, wait: Duration, passThrough: PassThroughMode
        ) throws -> Facilities {
            let outbox = try Outbox.open(in: directory, forAgent: true)
            let cache = try Cache.open(in: directory)
            let line = Line(clocks, logger: Office.logger)
            var limits = Budget.Limits()
            limits.per5Seconds = 1_000_000
            limits.per5Minutes = 1_000_000
            let meter = Meter(Budget(share: 1, of: limits, at: .zero))
            return Facilities(
                outbox: outbox, cache: cache, line: line, meter: meter,
                overview: Overview(outbox: outbox, cache: cache, line: line),
                explainer: Explainer(outbox, line: line, lanes: nil, clocks: clocks),
                orders: RefreshOrders(), bell: Bell(), counts: Counts(),
                uplink: Uplink(client, .refresh, line: line, meter: meter, clocks: clocks),
                passage: Passage(
                    client, line: line, meter: meter, clocks: clocks, patience: .seconds(1)),
                passThrough: passThrough,
                clocks: clocks, lifetime: 3_600, wait: wait, logger: Office.logger)
        }

        /// What works on the facilities. Nothing is refreshed on its own.
        func services(_ facilities: Facilities, delivers: Bool) -> [any Service] {
            let refresher = refresher(facilities)
            var never = RefreshSchedule.Intervals()
            never.departments = .seconds(86_400)
            never.users = .seconds(86_400)
            never.sessions = .seconds(86_400)
            let refresh = Refresh(
                refresher, urgent: refresher, cache: facilities.cache, line: facilities.line,
                orders: facilities.orders, intervals: never, clocks: clocks, logger: Office.logger)
            let carrier = Carrier(
                facilities.uplink, outbox: facilities.outbox, cache: facilities.cache,
                watchers: facilities.watchers, clocks: clocks, logger: Office.logger)
            let replay = Replay(
                facilities.outbox, carrier: carrier, line: facilities.line, bell: facilities.bell,
                clocks: clocks, logger: Office.logger)
            return delivers ? [refresh, replay] : [refresh]
        }

        func fill(_ facilities: Facilities) async throws {
            for resource in Resource.allCases {
                try await refresher(facilities).refresh(resource, full: true) { _ in }
            }
        }

        private func refresher(_ facilities: Facilities) -> Refresher {
            var rules = SessionRules()
            rules.scope = 400 * 86_400
            return Refresher(
                facilities.uplink, cache: facilities.cache, clocks: clocks, rules: rules)
        }
    }
}
