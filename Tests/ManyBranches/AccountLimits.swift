/// The account's limits as the server keeps them: no period of either length sees more requests than
/// its limit. What is refused does not count.
struct AccountLimits {
    private struct Window {
        let length: Duration
        let limit: Int
        /// How many of those who were let through have left it.
        var left = 0
    }

    private var windows = [
        Window(length: .seconds(5), limit: 200), Window(length: .seconds(300), limit: 1_000),
    ]
    /// How soon after the first of so many requests the last can be let through, seconds.
    static func leastTime(for count: Int) -> Double {
        let others = max(0, count - 1)
        return Double(others / 1_000 * 300 + others % 1_000 / 200 * 5)
    }

    /// When somebody was let through, in order.
    private(set) var admitted: [Duration] = []

    /// Lets a request through.
    ///
    /// - Returns: nil, or how long until there is room for one more.
    mutating func admit(at now: Duration) -> Duration? {
        var wait = Duration.zero
        for place in windows.indices {
            let window = windows[place]
            while windows[place].left < admitted.count,
                admitted[windows[place].left] + window.length <= now
            {
                windows[place].left += 1
            }
            guard admitted.count - windows[place].left >= window.limit else { continue }
            wait = max(wait, admitted[admitted.count - window.limit] + window.length - now)
        }
        guard wait <= .zero else { return wait }
        admitted.append(now)
        return nil
    }
}

extension [Duration] {
    /// The most of them in any period of that length. They are in order.
    func most(in length: Duration) -> Int {
        var most = 0
        var first = 0
        for (last, moment) in enumerated() {
            while self[first] + length <= moment { first += 1 }
            most = Swift.max(most, last - first + 1)
        }
        return most
    }
}
