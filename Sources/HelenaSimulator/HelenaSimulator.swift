package import Foundation
import NIOCore

/// A working model of the WTS Chat API on 127.0.0.1, quirks and bad days included.
///
/// It is not a list of canned answers: what is written is read back, by the API's own rules as far as they
/// are known. It shares no code with the client, so that one misreading does not confirm the other.
package final class HelenaSimulator: Sendable {
    let simulation: SharedSimulation
    private let line: Line
    private let controlLine: Line?

    private init(simulation: SharedSimulation, line: Line, controlLine: Line?) {
        self.simulation = simulation
        self.line = line
        self.controlLine = controlLine
    }

    /// Makes the world and listens.
    ///
    /// Port 0 is any free one; without a control port there is no control address. `now` is the
    /// service's clock. With an `identity` the API, not the control address, is spoken to over TLS.
    package static func start(
        seeding: Seeding = Seeding(), apiKey: String = "pn_simulator", port: Int = 0,
        controlPort: Int? = nil, host: String = "127.0.0.1",
        identity: SimulatorIdentity? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> HelenaSimulator {
        let settings = SimulatorSettings(apiKey: apiKey)
        let simulation = SharedSimulation(
            Simulation(world: World(seeding), settings: settings, now: now))
        let line = try Line(host: host, port: port, tls: identity?.context) { request, loop in
            loop.makeSucceededFuture(simulation.with { $0.answer(request) })
        }
        try await line.restore()
        var controlLine: Line?
        if let controlPort {
            let desk = ControlDesk(simulation: simulation, line: line)
            let control = Line(host: host, port: controlPort) { request, loop in
                loop.makeFutureWithTask { .whole(await desk.answer(request)) }
            }
            do {
                try await control.restore()
            } catch {
                try await line.stop()
                throw error
            }
            controlLine = control
        }
        return HelenaSimulator(simulation: simulation, line: line, controlLine: controlLine)
    }

    /// Such as `http://127.0.0.1:40123`; the same while the line is cut and after.
    package var baseURL: String { line.url }

    package var controlURL: String? { controlLine?.url }

    /// From when this returns until `restoreLine()`, connecting is refused.
    package func cutLine() async throws {
        try await line.cut()
    }

    package func restoreLine() async throws {
        try await line.restore()
    }

    /// Ends both addresses and every connection, and gives the ports back.
    package func stop() async throws {
        try await line.stop()
        try await controlLine?.stop()
    }

    /// Lets a fault strike the `next` matching requests (nil: all, until `clearFaults`), after the
    /// first `after` of them have passed unharmed.
    ///
    /// `path` is a part of the path.
    package func inject(
        _ fault: Fault, next: Int? = nil, after: Int = 0, method: String? = nil,
        path: String? = nil
    ) async {
        let rule = FaultRule(
            fault: fault, remaining: next, sparing: after, method: method, pathContains: path)
        simulation.with { $0.faults.add(rule) }
    }

    package func clearFaults() async {
        simulation.with { $0.faults.clear() }
    }

    package func update(_ change: @Sendable (inout SimulatorSettings) -> Void) async {
        simulation.with { change(&$0.settings) }
    }

    package var settings: SimulatorSettings {
        get async { simulation.with { $0.settings } }
    }

    /// Every write that was applied, oldest first.
    package var journal: [JournalEntry] {
        get async { simulation.with { $0.world.journal } }
    }

    /// The last 10,000 requests, oldest first.
    package var requests: [RequestRecord] {
        get async { simulation.with { $0.log.records } }
    }

    /// How many requests there were, forgotten ones included.
    package var requestCount: Int {
        get async { simulation.with { $0.log.count } }
    }
}
