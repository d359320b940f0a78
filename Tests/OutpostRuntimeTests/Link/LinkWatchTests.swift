import Foundation
import Logging
import OutpostModel
import OutpostSync
import ServiceLifecycle
import Synchronization
import SystemPackage
import Testing

@testable import OutpostRuntime

@Suite("changes of the network", .timeLimit(.minutes(1)))
struct LinkWatchTests {
    /// A computer whose network a test changes.
    private final class Computer: Sendable {
        let line: Line
        let log = RecordedLog()
        private let table = Mutex(Routes(ipv4: "", ipv6: nil) { _ in true })
        private let reads = Mutex(0)

        init() { line = Line(.system(), logger: log.logger) }

        var routes: Routes {
            reads.withLock { $0 += 1 }
            return table.withLock(\.self)
        }

        var readings: Int { reads.withLock(\.self) }

        func hasRoute(_ exists: Bool) {
            let row = exists ? "Iface\neth0\t00000000\t010200C0\t0003" : ""
            table.withLock { $0 = Routes(ipv4: row, ipv6: nil) { _ in true } }
        }

        var link: String { line.connectivity.layers.link.state.rawValue }
    }

    private func watching(
        _ computer: Computer, isLocal: Bool = false,
        changes: @escaping @Sendable () throws -> AsyncStream<Void>,
        _ body: () async throws -> Void
    ) async throws {
        let watch = LinkWatch(
            computer.line, isLocal: isLocal, clocks: .system(), logger: computer.log.logger,
            changes: changes, routes: { computer.routes })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watch.run() }
            try await body()
            group.cancelAll()
        }
    }

    /// Waits until it is so: the watch runs in its own task.
    private func eventually(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition() {
            try #require(ContinuousClock.now < deadline)
            try await ContinuousClock().sleep(for: .milliseconds(2))
        }
    }

    @Test("the line hears of the routes at the start, and of each change")
    func changes() async throws {
        let (changes, kernel) = AsyncStream.makeStream(of: Void.self)
        let computer = Computer()
        try await watching(computer, changes: { changes }) {
            try await eventually { computer.link == "down" }
            #expect(computer.line.connectivity.state == .offline)
            computer.hasRoute(true)
            kernel.yield()
            try await eventually { computer.link == "up" }
            computer.hasRoute(false)
            kernel.yield()
            try await eventually { computer.link == "down" }
        }
    }

    @Test("a burst of changes is looked at once or twice, not a thousand times")
    func burst() async throws {
        let (changes, kernel) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let computer = Computer()
        try await watching(computer, changes: { changes }) {
            try await eventually { computer.readings == 1 }
            computer.hasRoute(true)
            for _ in 0..<1_000 { kernel.yield() }
            try await eventually { computer.link == "up" }
        }
        #expect(computer.readings <= 4)
    }

    @Test("for an API on this computer the link is always up")
    func local() async throws {
        let computer = Computer()
        try await watching(computer, isLocal: true, changes: { AsyncStream { _ in } }) {
            try await eventually { computer.link == "up" }
        }
    }

    @Test("where the system does not tell, the line is told nothing, and one debug line says so")
    func forbidden() async throws {
        let computer = Computer()
        try await watching(computer, changes: { throw Errno.notPermitted }) {
            try await eventually { !computer.log.lines.isEmpty }
            #expect(computer.link == "unknown")
            #expect(computer.line.isOpen)
        }
        let said = computer.log.lines
        #expect(said.count == 1)
        #expect(said.first?.contains("probing by the clock only") == true)
    }

    @Test("the kernel lets us listen here, or says why not")
    func kernel() throws {
        do {
            _ = try NetworkChanges.announced()
        } catch {
            #expect(error != .invalidArgument)
        }
    }
}
