import Synchronization

/// The simulation, for the connections, the control address and the tests at the same time.
final class SharedSimulation: Sendable {
    private let simulation: Mutex<Simulation>

    init(_ simulation: Simulation) {
        self.simulation = Mutex(simulation)
    }

    func with<Value: Sendable, Failure: Error>(
        _ body: (inout Simulation) throws(Failure) -> sending Value
    ) throws(Failure) -> Value {
        try simulation.withLock { simulation throws(Failure) in try body(&simulation) }
    }
}
