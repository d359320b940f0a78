/// Every limit of the local API, in one place.
package struct GatewayLimits: Hashable, Sendable {
    /// Connections at once, for each door. Further ones wait until one is closed.
    package var mostConnections = 256
    /// Readers of events at once, each of which keeps its connection.
    package var mostEventReaders = 32
    /// How long a connection may stay without a request, or with half a head.
    package var idleTime = Duration.seconds(60)
    /// How long a request's body may take after its head, besides what ``leastPace`` gives it.
    package var sendingTime = Duration.seconds(30)
    /// How long a reader may take nothing of an answer.
    package var readingTime = Duration.seconds(30)
    /// How long a reader of events hears nothing at all.
    package var heartbeat = Duration.seconds(15)

    /// How fast a body must come in the long run, bytes a second: 64 kbit/s.
    package static let leastPace = 8 * 1024
    /// The longest request body, bytes.
    package static let largestBody = 64 * 1024
    /// The longest line of a request's head, its path included, bytes.
    package static let longestHeader = 8 * 1024
    /// All lines of a request's head, bytes.
    package static let largestHead = 16 * 1024
    /// The most lines in a request's head.
    package static let mostHeaders = 100
    /// How long who wants an answer from the API itself waits for it.
    package static let askingTime = Duration.seconds(20)
    /// The longest body that is passed on to the API, bytes. It is never held here.
    package static let largestPassedBody = 32 << 20
    /// Answers that are kept to be given again, bytes.
    package static let keptAnswers = 4 << 20
    /// The largest of them, bytes.
    package static let largestKeptAnswer = keptAnswers / 4
    /// Events in one answer.
    package static let mostEvents = 500
    /// How often to look for events that have happened since.
    package static let eventsEvery = Duration.milliseconds(250)

    package init() {}
}
