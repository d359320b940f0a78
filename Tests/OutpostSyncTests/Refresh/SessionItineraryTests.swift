import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("the way through the session list")
struct SessionItineraryTests {
    /// As after a full walk an hour ago.
    private let known = SessionProgress(
        cursor: .noon(plus: -600), walks: 3, fullAt: noon - 3_600, filterWorks: true)
    private let scopeStart = Timestamp.noon(plus: -30 * 86_400)

    @Test("the first walk is full: the open sessions, then what changed within the scope")
    func twoParts() {
        var itinerary = SessionItinerary(SessionProgress(), full: false, at: noon)
        #expect(itinerary.walk.kind == .full)
        #expect(itinerary.walk.number == 1)
        #expect(itinerary.progress.walks == 1)
        #expect(itinerary.request == SessionPageRequest(statuses: Session.Status.open))
        #expect(itinerary.advance(past: page(1, more: true), at: noon) == false)
        #expect(itinerary.request.pageNumber == 2)
        #expect(itinerary.request.statuses == Session.Status.open)
        #expect(itinerary.advance(past: page(2), at: noon) == false)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: scopeStart))
        #expect(itinerary.advance(past: page(1, more: true), at: noon) == false)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: scopeStart, pageNumber: 2))
        #expect(itinerary.advance(past: page(2), at: noon + 60) == true)
        #expect(itinerary.progress.walk == nil)
        #expect(itinerary.progress.fullAt == noon + 60)
    }

    @Test("after that only what changed is walked, from behind the cursor")
    func changes() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        #expect(itinerary.walk.kind == .changes)
        #expect(itinerary.walk.number == 3)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: .noon(plus: -720)))
        #expect(
            itinerary.advance(past: page(1, .sample(1, updatedAt: .noon(plus: -5))), at: noon)
                == true)
        #expect(itinerary.progress.cursor == .noon(plus: -5))
        #expect(itinerary.progress.fullAt == known.fullAt)
    }

    @Test(
        "a full walk is due when asked for, when the last is old, and when bounds do not work",
        arguments: [
            (true, true, 0), (false, true, 6 * 3_600), (false, false, 0),
        ] as [(Bool, Bool, TimeInterval)])
    func fullWalkDue(full: Bool, filterWorks: Bool, later: TimeInterval) {
        var progress = known
        progress.filterWorks = filterWorks
        let itinerary = SessionItinerary(progress, full: full, at: noon + later)
        #expect(itinerary.walk.kind == .full)
        #expect(itinerary.walk.number == 4)
    }

    @Test("the end of a full walk that lies in the future is not believed")
    func clockSetBack() {
        var progress = known
        progress.fullAt = noon + 365 * 86_400
        #expect(SessionItinerary(progress, full: false, at: noon).walk.kind == .full)
    }

    @Test("a walk that was cut off goes on where it was")
    func resumes() {
        var first = SessionItinerary(SessionProgress(), full: false, at: noon)
        _ = first.advance(past: page(1, more: true), at: noon)
        _ = first.advance(past: page(2, more: true), at: noon)
        let second = SessionItinerary(first.progress, full: false, at: noon + 3_600)
        #expect(second.walk == first.walk)
        #expect(second.request.pageNumber == 3)
        let asked = SessionItinerary(first.progress, full: true, at: noon + 3_600)
        #expect(asked.walk == first.walk, "it is a full one already")
    }

    @Test("a full walk that is asked for replaces a walk of changes")
    func fullReplacesChanges() {
        var first = SessionItinerary(known, full: false, at: noon)
        _ = first.advance(past: page(1, more: true), at: noon)
        let second = SessionItinerary(first.progress, full: true, at: noon)
        #expect(second.walk.kind == .full)
        #expect(second.walk.number == 4)
    }

    @Test("the cursor stays behind by as long as the walk took, and never goes back")
    func cursor() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        let page = page(1, .sample(1, updatedAt: .noon(plus: -10)))
        #expect(itinerary.advance(past: page, at: noon + 30) == true)
        #expect(itinerary.progress.cursor == .noon(plus: -40))

        var slow = SessionItinerary(known, full: false, at: noon)
        #expect(slow.advance(past: page, at: noon + 86_400) == true)
        #expect(slow.progress.cursor == known.cursor)
    }

    @Test("the newest change counts, whatever the order of the list")
    func newest() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        let times: [Double?] = [-300, -100, nil, -200]
        let sessions = times.enumerated().map { number, seconds in
            Session.sample(number, updatedAt: seconds.map { .noon(plus: $0) })
        }
        _ = itinerary.advance(past: OutpostSyncTests.page(1, sessions, more: true), at: noon)
        _ = itinerary.advance(past: page(2, .sample(9, updatedAt: .noon(plus: -250))), at: noon)
        #expect(itinerary.progress.cursor == .noon(plus: -100))
    }

    private func page(_ number: Int, _ session: Session..., more: Bool = false) -> SessionPage {
        OutpostSyncTests.page(number, session.isEmpty ? [.sample(1)] : session, more: more)
    }
}

/// A page as the server gives it.
func page(
    _ number: Int, _ sessions: [Session], unreadable: Int = 0, more: Bool = false
) -> SessionPage {
    SessionPage(
        sessions: sessions, unreadable: unreadable, pageNumber: number, totalItems: nil,
        totalPages: nil, hasMore: more)
}
