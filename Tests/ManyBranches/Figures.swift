/// What came of one plan. Times are counted from the moment at which the line was back, seconds.
package struct Figures: Codable, Hashable, Sendable {
    package var way: String
    package var branches: Int
    package var intents: Int
    package var outage: Double
    package var seed: UInt64
    /// Of each that asks the API; nil: nobody keeps to any.
    package var share: Double?

    /// How many were transferred, and how many of them more than once.
    package var delivered: Int
    package var doubled: Int
    /// How many the agents count as delivered; nil where there is none.
    package var settled: Int?
    /// How many ran out of time.
    package var expired: Int?

    /// Those that were refused included.
    package var requests: Int
    package var transfers: Int
    package var looks: Int
    package var lists: Int
    /// With 429.
    package var refused: Int

    /// The most that came, refused or not.
    package var mostPerSecond: Int
    package var mostPerFiveSeconds: Int
    package var mostPerFiveMinutes: Int

    package var firstDelivery: Double
    package var halfDelivered: Double
    package var lastDelivery: Double
    /// One transfer for each intent, as fast as the account's limits let anybody be.
    package var leastTime: Double
    /// A look and a transfer for each.
    package var leastTimeWithLooks: Double
}
