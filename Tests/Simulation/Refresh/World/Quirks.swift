/// What one server is like: the API's notes leave all of it open.
struct Quirks {
    /// What it makes of `UpdatedAt.After`.
    enum Filter: String, CaseIterable {
        case honoured, ignored
        /// Finds nothing, whatever is there.
        case alwaysEmpty
        /// Keeps some sessions to itself, the same ones each time.
        case lossy
    }

    enum Total: String, CaseIterable { case right, missing, wrong, changing }

    var filter: Filter
    /// Whether `CreatedAt.After` does anything.
    let honoursCreation: Bool
    /// Whether the order asked for is kept; otherwise it is the oldest first, always.
    let honoursOrder: Bool
    /// Whether a session of exactly the bound's moment is after it.
    let isInclusive: Bool
    let comparesWholeSeconds: Bool
    /// Compares times of creation by the hour.
    let comparesHoursOfCreation: Bool
    let total: Total
    /// Says at the end that there is more.
    let promisesMore: Bool
    /// Items to a page, at most.
    let pageLimit: Int
    /// Sends fifteen to a page, whatever is asked.
    let ignoresSize: Bool
    /// How far its two clocks are apart, seconds.
    let skew: Double
    /// How long a change may take to become visible, seconds.
    let lateness: Double
    /// How far its lists are behind what it tells of a session by its id, seconds.
    var listLag = 0.0
    /// Fractional digits of its times.
    let digits: Int
    /// Sessions of one moment come in another order each time.
    let shufflesEquals: Bool
    /// Some sessions do not say when they were created.
    let hasUndated: Bool
    /// Its lists may suddenly be short, old, or partly unreadable.
    let lies: Bool
    /// Whether it can be asked for all that changed, and in an order that can be gone along.
    let isHonest: Bool

    init(_ numbers: inout Numbers) {
        let isOdd = numbers.happens(0.5)
        filter = isOdd ? numbers.pick([.honoured, .ignored, .alwaysEmpty, .lossy]) : .honoured
        honoursCreation = !isOdd || numbers.happens(0.6)
        honoursOrder = numbers.happens(0.8)
        isInclusive = numbers.happens(0.4)
        comparesWholeSeconds = numbers.happens(0.25)
        comparesHoursOfCreation = isOdd && numbers.happens(0.2)
        total = numbers.pick([.right, .right, .missing, .wrong, .changing])
        promisesMore = numbers.happens(0.2)
        pageLimit = numbers.happens(0.3) ? 100 : 3 + numbers.below(8)
        ignoresSize = numbers.happens(0.1)
        skew = numbers.pick([0, 0, 0.3, 4])
        lateness = numbers.pick([0, 5, 60])
        digits = numbers.pick([0, 1, 3, 6, 7, 7])
        shufflesEquals = isOdd && numbers.happens(0.2)
        hasUndated = isOdd && numbers.happens(0.1)
        lies = isOdd && numbers.happens(0.5)
        isHonest = !isOdd
    }

    var pageSize: Int { ignoresSize ? 15 : pageLimit }

    /// The words by which the ledger counts.
    var words: [String] {
        let claims: [(String, Bool)] = [
            ("honest", isHonest), ("ignores CreatedAt.After", !honoursCreation),
            ("ignores the order", !honoursOrder), ("bounds are inclusive", isInclusive),
            ("compares whole seconds", comparesWholeSeconds),
            ("compares hours of creation", comparesHoursOfCreation),
            ("promises more", promisesMore),
            ("ignores the size", ignoresSize), ("two clocks", skew > 0),
            ("changes become visible late", lateness > 0), ("lists are behind", listLag > 0),
            ("whole seconds", digits == 0),
            ("shuffles equals", shufflesEquals), ("undated sessions", hasUndated),
            ("lists lie", lies), ("small pages", pageSize < 15),
        ]
        return ["filter \(filter.rawValue)", "total \(total.rawValue)"]
            + claims.filter(\.1).map(\.0)
    }

    static let allWords =
        Filter.allCases.map { "filter \($0.rawValue)" }
        + Total.allCases.map { "total \($0.rawValue)" }
        + [
            "honest", "ignores CreatedAt.After", "ignores the order", "bounds are inclusive",
            "compares whole seconds", "compares hours of creation", "promises more",
            "ignores the size", "two clocks",
            "changes become visible late", "lists are behind", "whole seconds", "shuffles equals",
            "undated sessions",
            "lists lie", "small pages",
        ]
}
