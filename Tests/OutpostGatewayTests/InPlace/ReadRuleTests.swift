import Testing

@testable import OutpostGateway

@Suite("from the copy, or from the API")
struct ReadRuleTests {
    private static let copies: [ReadRule.Copy] = [
        .nothing, .object(age: 0), .object(age: 60), .object(age: 61), .absence(age: 0),
        .absence(age: 61),
    ]
    private static let headers = [
        "", "no-cache", "max-age=60", "max-age=0", "only-if-cached", "stale-if-error=60",
        "no-cache, stale-if-error=60", "max-age=60, stale-if-error=1", "max-age=60, only-if-cached",
        "no-cache, only-if-cached", "max-age=60, no-cache, stale-if-error=60",
        "no-cache, only-if-cached, stale-if-error=60", "max-age=0, stale-if-error=0",
    ]

    private func step(_ header: String, _ copy: ReadRule.Copy, isOpen: Bool) -> ReadRule.Step {
        ReadRule(directives: CacheDirectives(header), copy: copy, isOpen: isOpen).step
    }

    @Test(
        "without a wish the copy answers, however old, line or no line", arguments: [true, false])
    func usual(isOpen: Bool) {
        for age in [0, 60, 1_000_000] {
            #expect(step("", .object(age: age), isOpen: isOpen) == .answer(.usual))
            #expect(step("stale-if-error=0", .object(age: age), isOpen: isOpen) == .answer(.usual))
        }
    }

    @Test("no-cache asks the API; without a line it is told so")
    func noCache() {
        let fresh = ReadRule.Copy.object(age: 0)
        #expect(
            step("no-cache", fresh, isOpen: true) == .ask(.request, copyMayStandIn: false))
        #expect(step("no-cache", fresh, isOpen: false) == .refuse(.tooOld(age: 0)))
    }

    @Test("max-age: the copy while it is young enough")
    func maxAge() {
        for isOpen in [true, false] {
            let young = step("max-age=60", .object(age: 60), isOpen: isOpen)
            #expect(young == .answer(.usual))
        }
        #expect(
            step("max-age=60", .object(age: 61), isOpen: true)
                == .ask(.request, copyMayStandIn: false))
        #expect(step("max-age=60", .object(age: 61), isOpen: false) == .refuse(.tooOld(age: 61)))
    }

    @Test(
        "stale-if-error: how much too old the copy may be where the API cannot be asked",
        arguments: [
            ("max-age=60, stale-if-error=1", 61, true), ("max-age=60, stale-if-error=1", 62, false),
            ("no-cache, stale-if-error=60", 60, true), ("no-cache, stale-if-error=60", 61, false),
            ("max-age=600, no-cache, stale-if-error=60", 61, false),
        ])
    func staleIfError(_ header: String, _ age: Int, _ mayStandIn: Bool) {
        #expect(
            step(header, .object(age: age), isOpen: true)
                == .ask(.request, copyMayStandIn: mayStandIn))
        #expect(
            step(header, .object(age: age), isOpen: false)
                == (mayStandIn ? .answer(.staleIfError) : .refuse(.tooOld(age: age))))
    }

    @Test("what the copy cannot say is asked for, or cannot be said")
    func nothing() {
        #expect(step("", .nothing, isOpen: true) == .ask(.miss, copyMayStandIn: false))
        #expect(step("", .nothing, isOpen: false) == .refuse(.nothingToSay))
    }

    @Test("what the copy knows not to be there may have come about since")
    func absence() {
        let absence = ReadRule.Copy.absence(age: 60)
        #expect(step("", absence, isOpen: true) == .ask(.miss, copyMayStandIn: false))
        #expect(
            step("stale-if-error=60", absence, isOpen: true) == .ask(.miss, copyMayStandIn: true))
        #expect(step("", absence, isOpen: false) == .answer(.usual))
        #expect(step("max-age=60", absence, isOpen: false) == .answer(.usual))
        #expect(step("max-age=59", absence, isOpen: false) == .refuse(.tooOld(age: 60)))
        #expect(step("no-cache", absence, isOpen: false) == .refuse(.tooOld(age: 60)))
    }

    @Test("only-if-cached: an object that is young enough, or 504; the API is never asked")
    func onlyIfCached() {
        for isOpen in [true, false] {
            #expect(
                step("max-age=60, only-if-cached", .object(age: 60), isOpen: isOpen)
                    == .answer(.usual))
            for copy in [ReadRule.Copy.nothing, .absence(age: 0), .object(age: 61)] {
                #expect(
                    step("max-age=60, only-if-cached", copy, isOpen: isOpen)
                        == .refuse(.onlyIfCached))
            }
        }
    }

    /// What must hold of all of them, whatever the rule.
    @Test("every combination", arguments: headers, copies)
    func every(_ header: String, _ copy: ReadRule.Copy) {
        let wish = CacheDirectives(header)
        for isOpen in [true, false] {
            switch step(header, copy, isOpen: isOpen) {
            case .answer(let grounds):
                #expect(copy != .nothing)
                #expect(grounds == .usual || wish.staleIfError != nil)
                #expect(grounds == .usual || !isOpen, "the API could have been asked")
                if grounds == .usual { #expect(!wish.noCache) }
            case .ask(_, let copyMayStandIn):
                #expect(isOpen && !wish.onlyIfCached)
                #expect(!copyMayStandIn || wish.staleIfError != nil)
                #expect(!copyMayStandIn || copy != .nothing)
            case .refuse(let refusal):
                #expect((refusal == .onlyIfCached) == wish.onlyIfCached)
                #expect(!isOpen || wish.onlyIfCached)
                #expect((refusal == .nothingToSay) <= (copy == .nothing))
            }
        }
    }
}

extension Bool {
    /// Where the left is true, the right is.
    fileprivate static func <= (left: Bool, right: Bool) -> Bool { !left || right }
}
