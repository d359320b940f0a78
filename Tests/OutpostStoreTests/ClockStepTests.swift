import Foundation
import OutpostModel
import Synchronization
import Testing

@testable import OutpostStore

@Suite("clocks that are set")
struct ClockStepTests {
    /// How long the machine has been up, for the test to say.
    private final class Uptime: Sendable {
        private let seconds = Mutex(0.0)

        func pass(_ more: Double) { seconds.withLock { $0 += more } }

        func clock(_ id: String = "first boot") -> BootClock {
            BootClock(id: id) { .seconds(self.seconds.withLock { $0 }) }
        }
    }

    let folder: Folder
    private let uptime = Uptime()

    init() throws { folder = try Folder() }

    private func open(boot id: String = "first boot") throws -> Outbox {
        try Outbox.open(in: folder.path, forAgent: false, boot: uptime.clock(id))
    }

    @Test(
        "however the clock is set, an intent has as much time left as before",
        arguments: [3600, -3600, 31_536_000, -31_536_000, 0, 0.5] as [Double])
    func step(_ seconds: Double) throws {
        let outbox = try open()
        let id = try outbox.accept(Example.transfer(1, lifetime: 600), at: Example.noon).intent.id
        uptime.pass(100)
        let now = Example.later(100 + seconds)
        #expect(try outbox.expire(at: now).isEmpty)
        let left = try outbox.intent(id).expiresAt.timeIntervalSince(now)
        #expect(abs(left - 500) < 2.1)
        uptime.pass(503)
        #expect(try outbox.expire(at: now.addingTimeInterval(503)).map(\.id) == [id])
    }

    @Test("clocks that are set do not reorder", arguments: [3600, -3600] as [Double])
    func order(_ seconds: Double) throws {
        let outbox = try open()
        let first = try outbox.accept(Example.transfer(1), at: Example.noon).intent.id
        let second = try outbox.accept(Example.transfer(2), at: Example.later(seconds)).intent.id
        #expect(try outbox.heads(after: 0, count: 9).map(\.id) == [first, second])
    }

    @Test("time that really passed counts")
    func passes() throws {
        let outbox = try open()
        let id = try outbox.accept(Example.transfer(1, lifetime: 600), at: Example.noon).intent.id
        uptime.pass(600)
        #expect(try outbox.expire(at: Example.later(600)).map(\.id) == [id])
    }

    @Test("over a restart the wall is believed")
    func restart() throws {
        let id = try open().accept(Example.transfer(1, lifetime: 600), at: Example.noon).intent.id
        let outbox = try open(boot: "second boot")
        #expect(try outbox.expire(at: Example.later(599)).isEmpty)
        #expect(try outbox.expire(at: Example.later(600)).map(\.id) == [id])
    }

    @Test("over a restart no intent gains more time than it was given")
    func restartBackwards() throws {
        let id = try open().accept(Example.transfer(1, lifetime: 600), at: Example.noon).intent.id
        let outbox = try open(boot: "second boot")
        let now = Example.later(-86_400)
        _ = try outbox.accept(Example.transfer(2), at: now)
        #expect(try outbox.intent(id).expiresAt <= now.addingTimeInterval(600))
    }
}
