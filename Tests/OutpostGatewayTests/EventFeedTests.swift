import Foundation
import OutpostModel
import Testing

@testable import OutpostGateway

struct EventFeedTests {
    private func events(_ ids: ClosedRange<Int64>) -> [Event] {
        ids.map {
            Event(id: $0, at: Date(timeIntervalSince1970: 0), subject: .line(.online), reason: nil)
        }
    }

    @Test("each event has its number and its data")
    func events() throws {
        var feed = EventFeed(after: 4)
        let text = try feed.text(of: events(5...6), newest: 6)
        #expect(feed.last == 6)
        #expect(text.contains("id: 5\ndata: {"))
        #expect(text.hasSuffix("\n\n"))
        #expect(text.split(separator: "\n\n").count == 2)
        #expect(!text.contains("event: reset"))
    }

    @Test("events that are no longer kept are not passed over in silence")
    func pruned() throws {
        var feed = EventFeed(after: 4)
        let text = try feed.text(of: events(9...9), newest: 9)
        #expect(text.hasPrefix("event: reset\ndata: {\"after\":8}\n\nid: 9\n"))
    }

    @Test("who asks for all there is does not miss what is no longer kept")
    func fromTheBeginning() throws {
        var feed = EventFeed(after: 0)
        #expect(try !feed.text(of: events(9...9), newest: 9).contains("reset"))
    }

    @Test("a log that was begun anew is told as such, and read from its beginning")
    func anew() throws {
        var feed = EventFeed(after: 400)
        #expect(try feed.text(of: [], newest: 3) == "event: reset\ndata: {\"after\":0}\n\n")
        #expect(feed.last == 0)
    }

    @Test("with nothing new there is nothing to write")
    func nothing() throws {
        var feed = EventFeed(after: 4)
        #expect(try feed.text(of: [], newest: 4).isEmpty)
    }

    @Test("readers have so many seats, and a seat is free again when its reader is gone")
    func seats() {
        let readers = EventReaders(most: 1)
        var seat = readers.seat()
        #expect(seat != nil)
        #expect(readers.seat() == nil)
        seat = nil
        #expect(readers.count == 0)
        #expect(readers.seat() != nil)
    }
}
