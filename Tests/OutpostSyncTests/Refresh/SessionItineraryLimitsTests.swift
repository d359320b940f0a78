import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("the way through a session list that misbehaves")
struct SessionItineraryLimitsTests {
    private let known = SessionProgress(
        cursor: .noon(plus: -600), walks: 3, fullAt: noon - 3_600, filterWorks: true)
    private let old = Session.sample(1, updatedAt: .noon(plus: -86_400))

    @Test("a server that ignores the bound is walked in full, this time and after")
    func boundIgnored() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        #expect(itinerary.advance(past: page(1, [old], more: true), at: noon) == false)
        #expect(itinerary.walk.kind == .full)
        #expect(itinerary.walk.number == 4)
        #expect(itinerary.request == SessionPageRequest(statuses: Session.Status.open))
        #expect(itinerary.progress.walk == itinerary.walk)
        #expect(itinerary.progress.filterWorks == false)
        let next = SessionItinerary(itinerary.progress, full: false, at: noon)
        #expect(next.walk.kind == .full)
    }

    @Test("a full walk tries the bound, and where it does not hold is content with the open ones")
    func boundTried() {
        for (updatedAt, works) in [
            (Timestamp.noon(plus: -60), true), (.noon(plus: -90 * 86_400), false),
        ] {
            var itinerary = SessionItinerary(SessionProgress(), full: true, at: noon)
            _ = itinerary.advance(past: page(1, [old]), at: noon)
            #expect(itinerary.progress.filterWorks == nil, "the open ones have no bound")
            let session = Session.sample(2, updatedAt: updatedAt)
            let isOver = itinerary.advance(past: page(1, [session], more: true), at: noon)
            #expect(isOver == !works)
            #expect(itinerary.progress.filterWorks == works)
            #expect(itinerary.request.pageNumber == (works ? 2 : 1))
            #expect(itinerary.walk.kind == .full)
        }
    }

    @Test("a bound that failed once is not trusted for a page on which it seems to hold")
    func boundFailedOnce() {
        var itinerary = SessionItinerary(SessionProgress(), full: true, at: noon)
        _ = itinerary.advance(past: page(1, []), at: noon)
        let ancient = Session.sample(2, updatedAt: .noon(plus: -90 * 86_400))
        _ = itinerary.advance(past: page(1, [ancient], more: true), at: noon)
        #expect(itinerary.advance(past: page(2, [old]), at: noon) == true)
        #expect(itinerary.progress.filterWorks == false)
    }

    @Test("an item at the bound itself, or without a time, proves nothing against it")
    func inclusive() {
        for updatedAt in [Timestamp.noon(plus: -720), nil] {
            var itinerary = SessionItinerary(known, full: false, at: noon)
            let session = Session.sample(1, updatedAt: updatedAt)
            #expect(itinerary.advance(past: page(1, [session]), at: noon) == true)
            #expect(itinerary.progress.filterWorks == true)
        }
    }

    @Test("ended sessions out of scope are left out, open ones never")
    func scope() {
        let itinerary = SessionItinerary(SessionProgress(), full: true, at: noon)
        let ancient = Timestamp.noon(plus: -31 * 86_400)
        let recent = Timestamp.noon(plus: -29 * 86_400)
        let kept = [
            Session.sample(1, status: .completed, updatedAt: recent),
            .sample(2, status: .pending, updatedAt: ancient),
            .sample(3, status: .completed, updatedAt: nil),
            .sample(4, status: Session.Status(rawValue: "NEW_WORD"), updatedAt: ancient),
        ]
        let left = [
            Session.sample(5, status: .completed, updatedAt: ancient),
            .sample(6, status: .hidden, updatedAt: ancient),
        ]
        #expect(itinerary.keeping(page(1, kept + left)) == kept)
        #expect(itinerary.completedBefore == .noon(plus: -30 * 86_400))
    }

    @Test("an empty page ends the part, though the server says that there is more")
    func emptyPage() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        #expect(itinerary.advance(past: page(1, [], more: true), at: noon) == true)
        #expect(itinerary.progress.cursor == known.cursor)
    }

    @Test("a page of items that cannot be read is not an empty page")
    func unreadablePage() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        #expect(
            itinerary.advance(past: page(1, [], unreadable: 100, more: true), at: noon) == false)
        #expect(itinerary.request.pageNumber == 2)
    }

    @Test("a server that never stops saying that there is more is not followed for ever")
    func pageLimit() {
        var itinerary = SessionItinerary(known, full: false, at: noon)
        let session = Session.sample(1)
        var pages = 1
        while !itinerary.advance(past: page(pages, [session], more: true), at: noon) {
            pages += 1
            guard pages <= SessionItinerary.mostPages else { break }
        }
        #expect(pages == SessionItinerary.mostPages)
    }
}
