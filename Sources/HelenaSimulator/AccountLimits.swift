/// How many requests the account may make, over a short and a long time.
///
/// Beyond that: 429.
package struct AccountLimits: Sendable, Equatable {
    package var short: Int
    package var shortWindow: Duration
    package var long: Int
    package var longWindow: Duration
    /// What `Retry-After` says with a 429; nil leaves it out.
    ///
    /// The vendor does not document it.
    package var retryAfter: RetryAfter?

    /// The vendor's figures: 200 in 5 seconds, 1,000 in 5 minutes.
    package init(
        short: Int = 200, shortWindow: Duration = .seconds(5), long: Int = 1000,
        longWindow: Duration = .seconds(300), retryAfter: RetryAfter? = nil
    ) {
        self.short = short
        self.shortWindow = shortWindow
        self.long = long
        self.longWindow = longWindow
        self.retryAfter = retryAfter
    }

    var json: String {
        var text = JSONText()
        text.field("short", short)
        text.raw("shortSeconds", "\(shortWindow / .seconds(1))")
        text.field("long", long)
        text.raw("longSeconds", "\(longWindow / .seconds(1))")
        text.raw("retryAfter", retryAfter?.json ?? "null")
        return text.object
    }
}
