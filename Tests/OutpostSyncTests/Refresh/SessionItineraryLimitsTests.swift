import Foundation
import OutpostModel
import OutpostSync
import Testing

@Suite("the way through a session list that misbehaves")
struct SessionItineraryLimitsTests {
    private let known = SessionProgress(
        cursor: .noon(plus: -600), walks: 3, fullAt: noon - 3_600, filter: .works)
    private let old = Session.sample(1, updatedAt: .noon(plus: -90 * 86_400))

    private func walk(
        _ kind: SessionWalk.Kind, _ progress: SessionProgress = SessionProgress()
    ) -> SessionItinerary {
        SessionItinerary(kind, progress, SessionRules())
    }

    @Test(
        "where the server ignores the bound, the open sessions are walked, and a full walk is due")
    func boundIgnored() {
        var itinerary = walk(.changes, known)
        #expect(itinerary.advance(past: page(old, more: true), at: noon) == false)
        #expect(itinerary.walk.kind == .open)
        #expect(itinerary.request == SessionPageRequest(statuses: Session.Status.open))
        #expect(itinerary.progress.filter == .fails)
        #expect(itinerary.progress.fullAt != nil, "what there is remains what there is")
        #expect(SessionRules().isFullDue(itinerary.progress, at: noon))
        #expect(itinerary.advance(past: page(.sample(2)), at: noon) == true)
        #expect(SessionRules().quickKind(itinerary.progress) == .open)
        #expect(itinerary.progress.metOpen == 4)
    }

    @Test("a full walk that finds the bound ignored begins its last part again, without it")
    func fullWithoutBound() {
        var itinerary = walk(.full)
        _ = itinerary.advance(past: page(.sample(9)), at: noon)
        _ = itinerary.advance(past: page(.sample(9)), at: noon)
        #expect(itinerary.request.updatedAfter != nil)
        #expect(itinerary.advance(past: page(old, more: true), at: noon) == false)
        #expect(itinerary.request == SessionPageRequest())
        #expect(itinerary.progress.filter == .fails)
        #expect(itinerary.advance(past: page(old), at: noon) == true)
        #expect(itinerary.progress.filter == .onTrial, "the next refresh tries it again")
    }

    @Test("a full walk under way goes on when the filter is distrusted, and asks again without it")
    func distrustedAmidFull() {
        var full = walk(.full, known)
        _ = full.advance(past: page(.sample(9)), at: noon)
        var progress = full.progress
        progress.distrustFilter()
        #expect(walk(.full, progress).walk == full.walk, "what is open was asked for without it")
        _ = full.advance(past: page(.sample(9)), at: noon)
        _ = full.advance(past: page(many(1...100), more: true), at: noon)
        #expect(full.request.updatedAfter != nil)
        progress = full.progress
        progress.distrustFilter()
        #expect(walk(.full, progress).request == SessionPageRequest())
        #expect(walk(.full, progress).walk.number == full.walk.number)
    }

    @Test("a bound that fails on trial makes no other full walk due: the last was made without it")
    func trial() {
        var progress = known
        progress.filter = .onTrial
        var itinerary = walk(.changes, progress)
        _ = itinerary.advance(past: page(old, more: true), at: noon)
        #expect(itinerary.progress.filter == .fails)
        #expect(itinerary.progress.fullAt == known.fullAt)
    }

    @Test("an item at the bound itself, a second before it, or without a time proves nothing")
    func inclusive() {
        for updatedAt in [Timestamp.noon(plus: -720), .noon(plus: -721), nil] {
            var itinerary = walk(.changes, known)
            #expect(
                itinerary.advance(past: page(.sample(1, updatedAt: updatedAt)), at: noon) == true)
            #expect(itinerary.progress.filter == .works)
        }
    }

    @Test(
        "a next page that does not go on from the last is not believed: pages are counted instead",
        arguments: ["ignored", "disordered", "unreadable"])
    func notFollowed(how: String) {
        var itinerary = walk(.changes, known)
        _ = itinerary.advance(past: page(many(101...200), more: true), at: noon)
        #expect(itinerary.request.createdAfter != nil)
        let next =
            switch how {
            case "ignored": page(many(101...200), more: true)
            case "disordered": page([.sample(300), .sample(198)], more: true)
            default: page(many(198...297), unreadable: 1, more: true)
            }
        #expect(itinerary.advance(past: next, at: noon) == false)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: .noon(plus: -720)))
        _ = itinerary.advance(past: page(many(101...200), more: true), at: noon)
        #expect(itinerary.request.pageNumber == 2)
        #expect(itinerary.request.createdAfter == nil)
    }

    /// As far as the third page of a long list, which has none of the last sessions of the second.
    private func inDoubt(_ third: SessionPage) -> SessionItinerary {
        var itinerary = walk(.changes, known)
        _ = itinerary.advance(past: page(many(101...200), more: true), at: noon)
        _ = itinerary.advance(past: page(many(198...297), more: true), at: noon)
        #expect(itinerary.walk.place.last == [id(295), id(296), id(297)])
        #expect(itinerary.advance(past: third, at: noon) == false)
        return itinerary
    }

    private func request(after number: Int) -> SessionPageRequest {
        SessionPageRequest(
            updatedAfter: .noon(plus: -720), createdAfter: created(number).minus(seconds: 1.001))
    }

    @Test("where all of the last sessions have left the list, the walk goes on from a page before")
    func stepBack() {
        let left = page(many(298...397), more: true)
        var itinerary = inDoubt(left)
        #expect(itinerary.request == request(after: 198))
        #expect(itinerary.walk.items == 197, "a page in doubt is not counted")
        _ = itinerary.advance(past: page(many(205...294) + many(298...307), more: true), at: noon)
        #expect(itinerary.request == request(after: 305))
        _ = itinerary.advance(past: page(many(305...404), more: true), at: noon)
        #expect(itinerary.request == request(after: 402))
        // Another time, further on.
        _ = itinerary.advance(past: page(many(405...504), more: true), at: noon)
        #expect(itinerary.request == request(after: 305))
    }

    @Test(
        "a server that shows no session of the page before either cannot be asked by creation",
        arguments: ["empty", "another place"])
    func notFollowedFromBack(how: String) {
        let other = how == "empty" ? page([]) : page(many(400...500), more: true)
        var itinerary = inDoubt(other)
        #expect(itinerary.request == request(after: 198))
        #expect(itinerary.advance(past: other, at: noon) == false)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: .noon(plus: -720)))
        _ = itinerary.advance(past: page(many(101...200), more: true), at: noon)
        #expect(itinerary.request.pageNumber == 2)
        #expect(itinerary.request.createdAfter == nil)
    }

    @Test("a server that leaves out the last sessions each time is found out by the second time")
    func leavesOut() {
        var itinerary = inDoubt(page(many(298...397), more: true))
        _ = itinerary.advance(past: page(many(198...297), more: true), at: noon)
        #expect(itinerary.request == request(after: 295))
        _ = itinerary.advance(past: page(many(298...397), more: true), at: noon)
        #expect(itinerary.request == SessionPageRequest(updatedAfter: .noon(plus: -720)))
    }

    @Test("more sessions of one second than a page holds are counted by pages, and read once")
    func dense() {
        var itinerary = walk(.changes, known)
        func dense(_ numbers: ClosedRange<Int>) -> SessionPage {
            let sessions = numbers.map {
                Session.sample($0, createdAt: Timestamp(ticks: Timestamp.noon.ticks + Int64($0)))
            }
            return page(sessions, more: true)
        }
        let early = Session.sample(1, createdAt: .noon(plus: -60))
        var pages: [Int] = []
        _ = itinerary.advance(past: page([early] + dense(2...100).sessions, more: true), at: noon)
        #expect(itinerary.request.pageNumber == 1)
        for numbers in [2...101, 102...201, 202...301] {
            _ = itinerary.advance(past: dense(numbers), at: noon)
            #expect(itinerary.walk.place.goesByCreation)
            pages.append(itinerary.request.pageNumber)
        }
        #expect(pages == [2, 3, 4])
    }

    @Test("a list without order, or without times of creation, is counted from its first page on")
    func disordered() {
        for sessions in [[Session.sample(2), .sample(1)], [.sample(2).withoutCreation]] {
            var itinerary = walk(.changes, known)
            #expect(itinerary.advance(past: page(sessions, more: true), at: noon) == false)
            #expect(itinerary.request.pageNumber == 2)
            #expect(itinerary.request.createdAfter == nil)
        }
    }

    @Test("while pages are counted, a list that has become shorter is read a page back")
    func shrunk() {
        var itinerary = walk(.changes, known)
        func next(_ total: Int) -> Int {
            let sessions = [Session.sample(2), .sample(1)]
            _ = itinerary.advance(past: page(sessions, more: true, total: total), at: noon)
            return itinerary.request.pageNumber
        }
        let pages = [900, 900, 899, 899, 900, 900].map(next)
        #expect(pages == [2, 3, 2, 3, 4, 5])
    }

    @Test("ended sessions out of scope are left out, open ones never")
    func scope() {
        var itinerary = walk(.full)
        _ = itinerary.advance(past: page(.sample(99, updatedAt: .noon)), at: noon)
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
        #expect(itinerary.keeping(page(kept + left)) == kept)
        #expect(itinerary.completedBefore == .noon(plus: -30 * 86_400))
    }

    @Test("an empty page ends the part, though the server says that there is more")
    func emptyPage() {
        var itinerary = walk(.changes, known)
        #expect(itinerary.advance(past: page([], more: true), at: noon) == true)
        #expect(itinerary.progress.cursor == known.cursor)
    }

    @Test("a page of items that cannot be read is not an empty page")
    func unreadablePage() {
        var itinerary = walk(.changes, known)
        #expect(itinerary.advance(past: page([], unreadable: 100, more: true), at: noon) == false)
        #expect(itinerary.request.pageNumber == 2)
    }

    @Test("a server that never stops saying that there is more is not followed for ever")
    func pageLimit() {
        var itinerary = walk(.changes, known)
        var pages = 1
        while !itinerary.advance(past: page(.sample(1), more: true), at: noon) {
            pages += 1
            guard pages <= SessionItinerary.mostPages else { break }
        }
        #expect(pages == SessionItinerary.mostPages)
    }
}

extension Session {
    fileprivate var withoutCreation: Session {
        var object = object.object
        object["createdAt"] = nil
        return Session(received: object)!
    }
}
