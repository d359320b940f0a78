import Caller
import Foundation
import HelenaSimulator
import Logging
import OutpostModel
import OutpostStore
import OutpostSync

@testable import OutpostGateway

/// A gateway on a port of its own, with real databases behind it and nobody who works on them.
struct Office: Sendable {
    let port: Int
    let facilities: Facilities
    let directory: String

    static let token = "a-token-that-is-long-enough-to-be-one"
    static let logger = Logger(label: "office") { _ in SwiftLogNoOpLogHandler() }

    var caller: LocalCaller { LocalCaller(port: port, token: Self.token) }

    /// Opens the office for the test, and takes everything away after it.
    ///
    /// - Parameter furnish: makes what is behind the gateway, out of an empty directory.
    static func open(
        _ limits: GatewayLimits = GatewayLimits(),
        furnish: (String) throws -> Facilities = { try facilities(in: $0) },
        _ body: (Office) async throws -> Void
    ) async throws {
        let directory = NSTemporaryDirectory() + "outpost-gw-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        guard let reservation = PortReservation(host: "127.0.0.1", port: 0),
            let token = AccessToken(token)
        else { return }
        defer { withExtendedLifetime(reservation) {} }
        let office = Office(
            port: reservation.port, facilities: try furnish(directory), directory: directory)
        let gateway = Gateway(
            socketPath: directory + "/s",
            tcp: TCPDoor(GatewayAddress(port: reservation.port), token: token),
            facilities: office.facilities, limits: limits)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gateway.run() }
            try await office.answers()
            try await body(office)
            group.cancelAll()
        }
        office.facilities.outbox.close()
        office.facilities.cache.close()
    }

    /// Waits until it answers. Not the first time always: with short limits, the connection that was
    /// used before is being closed.
    func answers() async throws {
        for _ in 0..<500 {
            if (try? await caller.get("/healthz"))?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NoAnswer()
    }

    struct NoAnswer: Error {}

    static func facilities(in directory: String) throws -> Facilities {
        let clocks = Clocks.system()
        let outbox = try Outbox.open(in: directory, forAgent: true)
        let cache = try Cache.open(in: directory)
        let line = Line(clocks, logger: logger)
        let meter = Meter(Budget(share: 1, at: .zero))
        return Facilities(
            outbox: outbox, cache: cache, line: line, meter: meter,
            overview: Overview(outbox: outbox, cache: cache, line: line),
            explainer: Explainer(outbox, line: line, lanes: nil, clocks: clocks),
            orders: RefreshOrders(), bell: Bell(), counts: Counts(),
            uplink: Uplink(Nobody(), .refresh, line: line, meter: meter, clocks: clocks),
            clocks: clocks, lifetime: 3_600, logger: logger)
    }
}
