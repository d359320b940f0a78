/// An answer and how it reaches the client, or fails to.
enum Delivery: Equatable, Sendable {
    case whole(Response)
    /// Whole, after a while.
    case delayed(Response, Duration)
    /// The head at once, the body in pieces over so long.
    case slowly(Response, over: Duration)
    /// The length of the whole body is announced, half of it is sent, then the connection closes.
    case cutOff(Response)
    /// The connection closes without a byte.
    case closed
    /// The connection is reset.
    case reset
    /// The connection stays open and silent.
    case silence
    /// Whatever is connected is dropped, and nothing listens any more.
    case lineCut

    /// The status that the client could get to see.
    var status: Int? {
        switch self {
        case .whole(let response), .delayed(let response, _), .slowly(let response, _),
            .cutOff(let response):
            response.status
        case .closed, .reset, .silence, .lineCut: nil
        }
    }
}
