import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("the way through the session list")
struct SessionItineraryTests {
    /// As after a full walk an hour ago.
    private let known = SessionProgress(
        cursor: .noon(plus: -600), newest: .noon(plus: -300), walks: 3, fullAt: noon - 3_600,
        filter: .works)

    private func walk(
        _ kind: SessionWalk.Kind, _ progress: SessionProgress = SessionProgress()
    ) -> SessionItinerary {
        SessionItinerary(kind, progress, SessionRules())
    }

    @Test("a full walk: the newest sessions, the open ones, then what changed within the scope")
    func parts() {
        var itinerary = walk(.full)
        #expect(itinerary.walk.number == 1)
        #expect(itinerary.progress.full == itinerary.walk)
        #expect(itinerary.request == SessionPageRequest(newestFirst: true))
        #expect(
            itinerary.advance(past: page(.sample(9, updatedAt: .noon), more: true), at: noon)
                == false)
        #expect(itinerary.request == SessionPageRequest(statuses: Session.Status.open))
        #expect(itinerary.advance(past: page(.sample(1)), at: noon) == false)
        let scopeStart = Timestamp.noon(plus: -30 * 86_400)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: scopeStart))
        #expect(itinerary.advance(past: page(.sample(1)), at: noon + 60) == true)
        let progress = itinerary.progress
        #expect(progress.full == nil)
        #expect(progress.fullAt == noon + 60)
        #expect(progress.met == 1)
        #expect(progress.cursor == .noon, "the newest that the first page showed")
        #expect(progress.newest == .noon)
    }

    @Test("what later pages of a full walk show does not move the cursor: they may be later")
    func mark() {
        var itinerary = walk(.full)
        _ = itinerary.advance(past: page(.sample(9, updatedAt: .noon(plus: -9))), at: noon)
        _ = itinerary.advance(past: page(.sample(1, updatedAt: .noon(plus: 5))), at: noon)
        _ = itinerary.advance(past: page(.sample(2, updatedAt: .noon(plus: 7))), at: noon)
        #expect(itinerary.progress.cursor == .noon(plus: -9))
        #expect(itinerary.progress.newest == .noon(plus: 7))
    }

    @Test("then only what changed is walked, from behind the cursor")
    func changes() {
        var itinerary = walk(.changes, known)
        #expect(itinerary.walk.number == 3)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: .noon(plus: -720)))
        #expect(
            itinerary.advance(past: page(.sample(1, updatedAt: .noon(plus: -5))), at: noon) == true)
        #expect(itinerary.progress.cursor == .noon(plus: -5))
        #expect(itinerary.progress.fullAt == known.fullAt)
        #expect(itinerary.progress.quick == nil)
    }

    @Test(
        "the cursor moves to what was known before the walk, if its first page shows nothing newer")
    func cursorOfLongWalk() {
        var itinerary = walk(.changes, known)
        let first = page(many(1...100, updatedAt: .noon(plus: -650)), more: true)
        #expect(itinerary.advance(past: first, at: noon) == false)
        #expect(itinerary.advance(past: page(many(98...120, updatedAt: .noon)), at: noon) == true)
        #expect(itinerary.progress.cursor == .noon(plus: -300))
        #expect(itinerary.progress.newest == .noon)
    }

    @Test("the first sessions of an empty account make a full walk due: some may have ended")
    func afterEmpty() {
        var empty = walk(.full)
        while !empty.advance(past: page([]), at: noon) {}
        #expect(empty.progress.fullAt == noon)
        #expect(SessionRules().quickKind(empty.progress) == .open)
        var still = walk(.open, empty.progress)
        #expect(still.advance(past: page([]), at: noon) == true)
        #expect(still.progress.fullAt == noon)
        var itinerary = walk(.open, empty.progress)
        let first = page(.sample(2, updatedAt: .noon(plus: 600)))
        #expect(itinerary.advance(past: first, at: noon) == true)
        #expect(itinerary.progress.cursor == nil, "a session that ended before is not known")
        #expect(SessionRules().isFullDue(itinerary.progress, at: noon))
    }

    @Test("the cursor never goes back")
    func cursorStays() {
        var progress = known
        progress.newest = nil
        var itinerary = walk(.changes, progress)
        _ = itinerary.advance(past: page(.sample(1, updatedAt: .noon(plus: -700))), at: noon)
        #expect(itinerary.progress.cursor == known.cursor)
    }

    @Test(
        "our own clock moves nothing", arguments: [-400 * 86_400, 400 * 86_400] as [TimeInterval])
    func wrongClock(off: TimeInterval) {
        var right = walk(.full)
        var wrong = walk(.full)
        for sessions in [many(1...3, updatedAt: .noon), [], many(2...4, updatedAt: .noon)] {
            _ = right.advance(past: page(sessions), at: noon)
            _ = wrong.advance(past: page(sessions), at: noon + off)
            #expect(right.request == wrong.request)
            #expect(right.completedBefore == wrong.completedBefore)
        }
        #expect(right.progress.cursor == wrong.progress.cursor)
    }

    @Test("the next page begins shortly before the last sessions, by their creation")
    func byCreation() {
        var itinerary = walk(.changes, known)
        _ = itinerary.advance(past: page(many(1...100), more: true), at: noon)
        let bound = created(98).minus(seconds: 1.001)
        #expect(
            itinerary.request
                == SessionPageRequest(updatedAfter: .noon(plus: -720), createdAfter: bound))
        #expect(itinerary.walk.place.last == [id(98), id(99), id(100)])
    }

    @Test("more sessions of one moment than a page holds are counted by pages, within it")
    func oneMoment() {
        var itinerary = walk(.changes, known)
        let moment = Timestamp.noon(plus: -9_000)
        func bulk(_ numbers: ClosedRange<Int>) -> SessionPage {
            page(numbers.map { .sample($0, createdAt: moment) }, more: true)
        }
        let many = (2...100).map { Session.sample($0, createdAt: moment) }
        let later = (303...400).map { Session.sample($0, createdAt: .noon) }
        let first = page([.sample(1, createdAt: moment.minus(seconds: 60))] + many, more: true)
        _ = itinerary.advance(past: first, at: noon)
        let bound = moment.minus(seconds: 1.001)
        #expect(itinerary.request.createdAfter == bound)
        for number in 1...3 {
            #expect(itinerary.request.pageNumber == number)
            _ = itinerary.advance(past: bulk(number * 100 - 98...number * 100 + 1), at: noon)
            #expect(itinerary.request.createdAfter == bound)
        }
        #expect(itinerary.request.pageNumber == 4)
        let last = page([.sample(302, createdAt: moment)] + later, more: true)
        _ = itinerary.advance(past: last, at: noon)
        #expect(itinerary.request.pageNumber == 1)
        #expect(itinerary.request.createdAfter == Timestamp.noon.minus(seconds: 1.001))
    }

    @Test("a walk that was cut off goes on where it was, and each kind by itself")
    func resumes() {
        var first = walk(.full, known)
        _ = first.advance(past: page(many(1...100), more: true), at: noon)
        _ = first.advance(past: page(many(1...100), more: true), at: noon)
        #expect(walk(.full, first.progress).walk == first.walk)
        var quick = walk(.changes, first.progress)
        #expect(quick.walk.kind == .changes)
        _ = quick.advance(past: page(many(1...100), more: true), at: noon)
        #expect(walk(.changes, quick.progress).walk == quick.walk)
        #expect(walk(.full, quick.progress).walk == first.walk)
        #expect(walk(.open, quick.progress).walk.place.page == 1)
    }

    @Test("progress is told in sessions, and how many are left as far as the server says")
    func remaining() {
        var itinerary = walk(.changes, known)
        _ = itinerary.advance(past: page(many(1...100), more: true, total: 250), at: noon)
        #expect(itinerary.walk.items == 100)
        #expect(itinerary.walk.remaining == 150)
        _ = itinerary.advance(past: page(many(98...197), more: true, total: 153), at: noon)
        #expect(itinerary.walk.items == 197)
        #expect(itinerary.walk.remaining == 53)
    }
}

extension Timestamp {
    static let noon = Timestamp.noon(plus: 0)
}

/// When the sample session of that number was created.
func created(_ number: Int) -> Timestamp { Session.sample(number).createdAt! }

func many(_ numbers: ClosedRange<Int>, updatedAt: Timestamp = .noon(plus: -60)) -> [Session] {
    numbers.map { Session.sample($0, updatedAt: updatedAt) }
}

/// A page as the server gives it.
func page(
    _ sessions: [Session], unreadable: Int = 0, more: Bool = false, total: Int? = nil,
    number: Int = 1
) -> SessionPage {
    SessionPage(
        sessions: sessions, unreadable: unreadable, pageNumber: number, totalItems: total,
        totalPages: nil, hasMore: more)
}

func page(_ session: Session, more: Bool = false) -> SessionPage { page([session], more: more) }
