/// Every limit of the local API, in one place.
package enum GatewayLimits {
    /// The longest request body, bytes.
    package static let largestBody = 64 * 1024
    /// The longest line of a request's head, its path included, bytes.
    package static let longestHeader = 8 * 1024
    /// All lines of a request's head, bytes.
    package static let largestHead = 16 * 1024
    /// The most lines in a request's head.
    package static let mostHeaders = 100
    /// Connections at once, for each door. Further ones wait until one is closed.
    package static let mostConnections = 256
    /// Readers of events at once, each of which keeps its connection.
    package static let mostEventReaders = 32

    /// How long a connection may stay without a request, or with half a head.
    package static let idleTime = Duration.seconds(60)
    /// How long a request's body may take after its head.
    package static let sendingTime = Duration.seconds(30)
    /// How long a reader may take nothing of an answer.
    package static let readingTime = Duration.seconds(30)
}
