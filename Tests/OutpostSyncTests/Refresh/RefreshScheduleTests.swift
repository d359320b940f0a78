import OutpostModel
import OutpostSync
import Testing

@Suite("the schedule of refreshes")
struct RefreshScheduleTests {
    private var schedule = RefreshSchedule()

    private mutating func finishAll(_ outcome: RefreshSchedule.Outcome, jitter: Double = 0.5) {
        for chore in RefreshChore.allCases {
            schedule.finish(chore, outcome, at: .zero, jitter: jitter)
        }
    }

    @Test("everything is due at once at first, what the queue needs before the rest")
    func first() {
        #expect(schedule.dueNow(at: .zero) == [.changes, .users, .departments, .reconcile])
        #expect(schedule.pause(at: .zero) == .zero)
    }

    @Test(
        "after a success a chore is due after its interval, a fifth early or late",
        arguments: [(0.0, 240), (0.5, 300), (0.999_999, 360)])
    mutating func interval(jitter: Double, seconds: Int) {
        finishAll(.changed, jitter: jitter)
        #expect(!schedule.dueNow(at: .seconds(seconds - 1)).contains(.departments))
        #expect(schedule.dueNow(at: .seconds(seconds)).contains(.departments))
        #expect(schedule.dueNow(at: .seconds(seconds)).contains(.users))
    }

    @Test("the next pause is that of the chore that is due first")
    mutating func pause() {
        finishAll(.changed)
        #expect(schedule.pause(at: .zero) == .seconds(30))
        #expect(schedule.pause(at: .seconds(29)) == .seconds(1))
        #expect(schedule.pause(at: .seconds(31)) == .zero)
    }

    @Test(
        "while nothing changes it comes more and more rarely, up to four times; a change ends that")
    mutating func stretches() {
        var pauses: [Double] = []
        finishAll(.changed)
        for outcome in [RefreshSchedule.Outcome](repeating: .unchanged, count: 6) + [.changed] {
            schedule.finish(.changes, outcome, at: .zero, jitter: 0.5)
            for chore in RefreshChore.allCases where chore != .changes {
                schedule.finish(chore, .changed, took: .seconds(999), at: .zero, jitter: 0.5)
            }
            pauses.append(schedule.pause(at: .zero).seconds)
        }
        #expect(pauses == [45, 67.5, 101.25, 120, 120, 120, 30])
    }

    @Test("what took long is done more rarely: four times as long as it took")
    mutating func took() {
        finishAll(.changed)
        schedule.finish(.changes, .changed, took: .seconds(100), at: .zero, jitter: 0.5)
        #expect(!schedule.dueNow(at: .seconds(399)).contains(.changes))
        #expect(schedule.dueNow(at: .seconds(400)).contains(.changes))
    }

    @Test("what is not finished is due at once, after what is more urgent")
    mutating func unfinished() {
        finishAll(.changed)
        schedule.finish(.reconcile, .unfinished, took: .seconds(9), at: .seconds(1), jitter: 0.5)
        #expect(schedule.dueNow(at: .seconds(1)) == [.reconcile])
        #expect(schedule.dueNow(at: .seconds(31)) == [.changes, .reconcile])
    }

    @Test(
        "after failures the pauses grow, but never beyond the interval",
        arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30), (40, 30)])
    mutating func failures(times: Int, seconds: Double) {
        finishAll(.changed, jitter: 0.999_999)
        for _ in 0..<times { schedule.finish(.users, .failed, at: .zero, jitter: 0.999_999) }
        #expect(schedule.pause(at: .zero).seconds.rounded() == seconds)
    }

    @Test("a success ends the growing")
    mutating func recovers() {
        finishAll(.changed)
        for outcome in [RefreshSchedule.Outcome.failed, .failed, .failed, .changed, .failed] {
            schedule.finish(.users, outcome, at: .zero, jitter: 0.5)
        }
        #expect(schedule.pause(at: .zero) == .milliseconds(500))
    }

    @Test("when the line is back, what failed is due, and the rest keeps its time")
    mutating func reconnect() {
        finishAll(.changed)
        for _ in 0..<9 { schedule.finish(.users, .failed, at: .zero, jitter: 0.5) }
        schedule.reconnect(at: .seconds(1))
        #expect(schedule.dueNow(at: .seconds(1)) == [.users])
    }
}
