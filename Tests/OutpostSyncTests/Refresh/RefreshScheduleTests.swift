import OutpostModel
import OutpostSync
import Testing

@Suite("the schedule of refreshes")
struct RefreshScheduleTests {
    private var schedule = RefreshSchedule()

    @Test("everything is due at once at first")
    func first() {
        #expect(Set(schedule.dueNow(at: .zero)) == Set(Resource.allCases))
        #expect(schedule.pause(at: .zero) == .zero)
    }

    @Test(
        "after a success a resource is due after its interval, a fifth early or late",
        arguments: [(0.0, 240), (0.5, 300), (0.999_999, 360)])
    mutating func interval(jitter: Double, seconds: Int) {
        for resource in Resource.allCases {
            schedule.finish(resource, succeeded: true, at: .seconds(1_000), jitter: jitter)
        }
        let due = Duration.seconds(1_000 + seconds)
        #expect(!schedule.dueNow(at: due - .seconds(1)).contains(.departments))
        #expect(schedule.dueNow(at: due).contains(.departments))
        #expect(schedule.dueNow(at: due).contains(.users))
    }

    @Test("the next pause is that of the resource that is due first")
    mutating func pause() {
        for resource in Resource.allCases {
            schedule.finish(resource, succeeded: true, at: .zero, jitter: 0.5)
        }
        #expect(schedule.pause(at: .zero) == .seconds(30))
        #expect(schedule.pause(at: .seconds(29)) == .seconds(1))
        #expect(schedule.pause(at: .seconds(31)) == .zero)
    }

    @Test("those that have waited longest come first")
    mutating func order() {
        for (uptime, resource) in [Resource.users, .sessions, .departments].enumerated() {
            schedule.finish(resource, succeeded: false, at: .seconds(uptime), jitter: 1)
        }
        #expect(schedule.dueNow(at: .seconds(900)) == [.users, .sessions, .departments])
    }

    @Test("after failures the pauses grow, but never beyond the interval")
    mutating func failures() {
        var pauses: [Double] = []
        for _ in 0..<8 {
            for resource in Resource.allCases {
                let succeeded = resource != .departments
                schedule.finish(resource, succeeded: succeeded, at: .zero, jitter: 0.999_999)
            }
            pauses.append(schedule.pause(at: .zero).seconds.rounded())
        }
        #expect(pauses == [1, 2, 4, 8, 16, 30, 30, 30])
    }

    @Test("a success ends the growing")
    mutating func recovers() {
        for succeeded in [false, false, false, true, false] {
            schedule.finish(.users, succeeded: succeeded, at: .zero, jitter: 0.5)
        }
        schedule.finish(.sessions, succeeded: true, at: .zero, jitter: 0.5)
        schedule.finish(.departments, succeeded: true, at: .zero, jitter: 0.5)
        #expect(schedule.pause(at: .zero) == .milliseconds(500))
    }
}
