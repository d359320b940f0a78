/// The last requests, and how many there were.
struct RequestLog: Sendable {
    static let limit = 10_000

    private(set) var count = 0
    private var kept: [RequestRecord] = []

    var records: [RequestRecord] { Array(kept.suffix(Self.limit)) }

    mutating func add(_ request: Request, status: Int?, fault: Fault?) {
        count += 1
        kept.append(
            RequestRecord(
                sequence: count, method: request.method, path: request.path, query: request.query,
                status: status, fault: fault?.name))
        // Now and then instead of each time: removing from the front moves everything.
        if kept.count >= 2 * Self.limit { kept.removeFirst(Self.limit) }
    }
}
