import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("what is walked, and when")
struct SessionRulesTests {
    private let rules = SessionRules()
    private let known = SessionProgress(
        cursor: .noon(plus: -600), walks: 3, fullAt: noon, filter: .works)

    @Test(
        "a full walk is due when none was made, one was cut off, or the last is old",
        arguments: [(-1, true), (0, false), (3_600, false), (6 * 3_600, true)]
            as [(TimeInterval, Bool)])
    func fullDue(later: TimeInterval, isDue: Bool) {
        #expect(rules.isFullDue(known, at: noon + later) == isDue)
        #expect(rules.isFullDue(SessionProgress(), at: noon + later))
        var cut = known
        cut.full = SessionItinerary(.full, known, rules).walk
        #expect(rules.isFullDue(cut, at: noon + later))
    }

    @Test("branches that walked together do not walk together for ever: up to a fifth early")
    func jitter() {
        var progress = known
        progress.fullAt = noon + 0.5
        let due = 6 * 3_600 * 0.9
        #expect(!rules.isFullDue(progress, at: noon + 0.5 + due - 1))
        #expect(rules.isFullDue(progress, at: noon + 0.5 + due + 1))
    }

    @Test("often: what changed; the open ones where that fails, or where nothing tells the time")
    func quickKind() {
        #expect(rules.quickKind(known) == .changes)
        #expect(rules.quickKind(SessionProgress()) == nil, "a full walk comes first")
        #expect(rules.quickKind(SessionProgress(fullAt: noon)) == .open, "no session so far")
        for (state, kind) in [
            (SessionFilterState.fails, SessionWalk.Kind.open), (.onTrial, .changes),
            (.untried, .changes),
        ] {
            var progress = known
            progress.filter = state
            #expect(rules.quickKind(progress) == kind)
        }
    }
}
