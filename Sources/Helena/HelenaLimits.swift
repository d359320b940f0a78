/// Every limit of the client, in one place.
package struct HelenaLimits: Hashable, Sendable {
    /// How long a connection may take to come up: the name, TCP, the proxy, TLS.
    package var connectTimeout: Duration
    /// How long a request may take from its start to the last byte of its answer.
    package var answerTimeout: Duration
    /// How fast the body of a request that is passed on must leave, bytes a second: what has left gives
    /// it so much more time for its answer.
    package var leastPace: Int
    /// The largest answer, in bytes, after decompression.
    package var largestBody: Int
    package var concurrentConnections: Int
    /// How long a connection is kept without use.
    ///
    /// Well under the minute after which usual load balancers close: a transfer sent into a closing
    /// connection is one whose fate is unknown.
    package var idleConnection: Duration
    /// How long the end waits for connections that are still coming up.
    package var shutdownTimeout: Duration

    package init(
        connectTimeout: Duration = .seconds(10), answerTimeout: Duration = .seconds(30),
        leastPace: Int = 8 * 1024, largestBody: Int = 32 << 20, concurrentConnections: Int = 8,
        idleConnection: Duration = .seconds(20), shutdownTimeout: Duration = .seconds(1)
    ) {
        self.connectTimeout = connectTimeout
        self.answerTimeout = answerTimeout
        self.leastPace = leastPace
        self.largestBody = largestBody
        self.concurrentConnections = concurrentConnections
        self.idleConnection = idleConnection
        self.shutdownTimeout = shutdownTimeout
    }
}
