import Hummingbird
import HummingbirdCore
import OutpostModel
import OutpostStore
import OutpostSync
import ServiceLifecycle

/// What happened, numbered without gaps: as a list, or as server-sent events while it happens.
struct Events: Room {
    let outbox: Outbox
    let clocks: Clocks
    let readers: EventReaders
    let heartbeat: Duration

    /// Events that are shown to who does not say since when.
    private static let shownByDefault: Int64 = 100

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("outpost/v1/events") { request, _ in
            let words = try QueryWords(request, knowing: "since", "limit")
            let since = try words.number("since", in: 0...Int64.max)
            let limit = try words.number("limit", in: 1...GatewayLimits.mostEvents)
            let reached = try request.lastEventID
            guard request.headers[.accept]?.contains("text/event-stream") == true else {
                return Response.json(try list(since: reached ?? since, limit: limit))
            }
            return try stream(after: reached ?? since ?? recently(), request)
        }
    }

    private func list(since: Int64?, limit: Int?) throws -> [EventReport] {
        try outbox.events(
            after: since ?? recently(), count: limit ?? GatewayLimits.mostEvents
        ).map(EventReport.init)
    }

    private func recently() throws -> Int64 {
        max(0, try outbox.lastEventID() - Self.shownByDefault)
    }

    /// Ends when the reader leaves, and when the agent does.
    private func stream(after last: Int64, _ request: Request) throws -> Response {
        guard let seat = readers.seat() else {
            throw Problem(
                kind: .tooMany, detail: "as many programs read events as may do so at once",
                advice: "close one of them", headers: [.retryAfter: "5"])
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(seat) {} }
                try await writer.write(ByteBuffer(string: EventFeed.opening))
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await follow(EventFeed(after: last), &writer)
                }
                try await writer.finish(nil)
            })
    }

    /// Looks every so often: other processes write events too.
    private func follow(
        _ feed: EventFeed, _ writer: inout any ResponseBodyWriter
    ) async throws {
        var feed = feed
        var spokenAt = clocks.uptime()
        while !Task.isShuttingDownGracefully {
            let events = try outbox.events(after: feed.last, count: GatewayLimits.mostEvents)
            var text = try feed.text(of: events, newest: outbox.lastEventID())
            if text.isEmpty, clocks.uptime() - spokenAt >= heartbeat { text = EventFeed.heartbeat }
            if text.isEmpty {
                try await clocks.sleep(GatewayLimits.eventsEvery)
            } else {
                try await writer.write(ByteBuffer(string: text))
                spokenAt = clocks.uptime()
            }
        }
    }
}

extension Request {
    /// Where a reader whose connection broke goes on.
    fileprivate var lastEventID: Int64? {
        get throws(Problem) {
            guard let text = headers[.lastEventID], !text.isEmpty else { return nil }
            guard let id = Int64(text), id >= 0 else {
                throw .malformed("Last-Event-ID is the number of an event")
            }
            return id
        }
    }
}
