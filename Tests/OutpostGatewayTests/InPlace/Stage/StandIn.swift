import Caller
import Foundation
import Helena
import HelenaSimulator
import Logging
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle
import Synchronization
import Wayside

@testable import OutpostGateway

/// A gateway that stands in for a model of the API, with everything behind it that an agent has but
/// its probe: the line opens and closes as the test wants.
struct StandIn: Sendable {
    let simulator: HelenaSimulator
    let office: Office
    private let hours: Hours

    static let apiKey = "pn_stand-in"

    /// Programs that speak to us, and to the API itself.
    var caller: LocalCaller { office.caller }
    var direct: LocalCaller {
        LocalCaller(port: Int(simulator.baseURL.split(separator: ":")[2]) ?? 0, token: Self.apiKey)
    }

    var outbox: Outbox { office.facilities.outbox }
    var cache: Cache { office.facilities.cache }
    var line: Line { office.facilities.line }

    /// What the API was asked so far.
    var requests: [String] {
        get async { await simulator.requests.map { "\($0.method) \($0.path)" } }
    }

    /// Opens it for the test, and takes everything away after it.
    ///
    /// - Parameters:
    ///   - filled: whether the cache is whole; if not, the line is down.
    ///   - delivers: whether transfers are carried out.
    static func open(
        _ seeding: Seeding = Seeding(sessions: 40), filled: Bool = true, delivers: Bool = true,
        wait: Duration = .seconds(20), passThrough: PassThroughMode = .all,
        _ body: @Sendable (StandIn) async throws -> Void
    ) async throws {
        let simulator = try await HelenaSimulator.start(seeding: seeding, apiKey: apiKey)
        guard let key = APIKey(apiKey) else { return }
        let client = try HelenaClient(
            endpoint: try HelenaEndpoint(simulator.baseURL), key: key, logger: Office.logger)
        let hours = Hours()
        let parts = Parts(client, hours)
        let furnish = { try parts.furnish($0, wait: wait, passThrough: passThrough) }
        let result: Result<Void, any Error>
        do {
            try await Office.open(furnish: furnish) { office in
                let standIn = StandIn(simulator: simulator, office: office, hours: hours)
                let services = parts.services(office.facilities, delivers: delivers)
                if filled {
                    try await parts.fill(office.facilities)
                } else {
                    try await standIn.goOffline()
                }
                let filledAt = try standIn.refreshedAt
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for service in services { group.addTask { try await service.run() } }
                    if filled {
                        // An agent refreshes everything when it starts: no test shall meet that.
                        try await eventually("everything was refreshed once") {
                            zip(try standIn.refreshedAt, filledAt).allSatisfy { $0 != $1 }
                        }
                    }
                    try await body(standIn)
                    group.cancelAll()
                }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        try await simulator.stop()
        try result.get()
    }

    private var refreshedAt: [Date?] {
        get throws { try Resource.allCases.map { try cache.refreshState($0).refreshedAt } }
    }

    /// Lets wall time pass.
    func pass(_ seconds: Double) { hours.ahead.withLock { $0 += seconds } }

    /// Cuts the line, which is noticed.
    func goOffline() async throws {
        try await simulator.cutLine()
        line.hear(
            RemoteFailure(.offline(.refused), mayHaveBeenApplied: false, reason: "it was cut"))
    }

    /// Restores the line, which is noticed.
    func goOnline() async throws {
        try await simulator.restoreLine()
        line.hear(nil)
        office.facilities.bell.ring()
    }

    /// A session, by the model's own books, and a department that it is not in.
    func session(
        _ status: String = "PENDING", _ position: Int = 0
    ) async throws -> (session: SimulatedSession, elsewhere: SimulatedDepartment) {
        let sessions = await simulator.sessions(status: status).filter { $0.departmentID != nil }
        let departments = await simulator.departments()
        guard sessions.count > position,
            let elsewhere = departments.first(where: { $0.id != sessions[position].departmentID })
        else { throw Unfurnished() }
        return (sessions[position], elsewhere)
    }

    /// Transfers as a program of the API does.
    func transfer(
        _ session: String, _ body: String, headers: [String: String] = [:]
    ) async throws -> LocalAnswer {
        try await caller.call(
            "PUT", "/chat/v1/session/\(session)/transfer", headers: headers, body: body)
    }

    static func to(department: String) -> String {
        #"{"type":"DEPARTMENT","newDepartmentId":"\#(department)","newUserId":null}"#
    }

    struct Unfurnished: Error {}

    /// The wall clock, which a test may set ahead.
    final class Hours: Sendable {
        let ahead = Mutex(0.0)

        var now: Date { Date().addingTimeInterval(ahead.withLock { $0 }) }
    }
}
