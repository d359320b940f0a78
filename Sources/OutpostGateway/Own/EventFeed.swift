import OutpostModel

/// Events in the form of server-sent events, as values: what to write next.
struct EventFeed {
    /// The number of the last event that was written.
    private(set) var last: Int64

    /// How soon a reader whose connection broke comes again, milliseconds.
    static let retry = 2_000

    /// A new feed's first words.
    static let opening = "retry: \(retry)\n\n"
    /// Written so that a silent connection is told from a dead one.
    static let heartbeat = ": nothing new\n\n"

    init(after last: Int64) { self.last = last }

    /// These events, each with its number, from which the reader goes on after a break.
    ///
    /// Where events before them are no longer kept, or the log was begun anew, it first says so: the
    /// numbers have no gaps, and a reader must not take what is missing for what did not happen.
    mutating func text(of events: [Event], newest: Int64) throws -> String {
        var text = ""
        if newest < last {
            text = try reset(after: 0)
            last = 0
        }
        for event in events where event.id > last {
            if event.id > last + 1, last > 0 { text += try reset(after: event.id - 1) }
            text += "id: \(event.id)\ndata: \(try JSONText.encode(EventReport(event)))\n\n"
            last = event.id
        }
        return text
    }

    private func reset(after id: Int64) throws -> String {
        "event: reset\ndata: \(try JSONText.encode(["after": id]))\n\n"
    }
}
