package import Foundation

/// An instant in ticks of 100 ns since 1970, which is as fine as the server's clock speaks.
///
/// The API writes UTC with `Z` and 0 to 7 fractional digits. A `Date` would round the last of
/// them, and two versions of one session can differ by one tick.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let ticks: Int64

    package init(ticks: Int64) { self.ticks = ticks }

    package init(_ date: Date) {
        ticks = Int64((date.timeIntervalSince1970 * Self.ticksPerSecond).rounded())
    }

    /// Reads ISO 8601 in UTC with up to seven fractional digits; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 32, text.last == "Z" || text.last == "z" else { return nil }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        // The style is lenient (30 February is 1 March to it): what it reads must read the same.
        guard parts.count <= 2, let first = parts.first.map({ $0.uppercased() + "Z" }),
            let whole = try? Self.style.parse(first), Self.style.format(whole) == first
        else { return nil }
        var ticks = Int64(whole.timeIntervalSince1970) * Int64(Self.ticksPerSecond)
        if parts.count == 2 {
            let fraction = parts[1]
            guard (1...7).contains(fraction.count), fraction.allSatisfy(\.isASCIIDigit),
                let value = Int64(fraction + String(repeating: "0", count: 7 - fraction.count))
            else { return nil }
            ticks += value
        }
        self.ticks = ticks
    }

    package var date: Date { Date(timeIntervalSince1970: Double(ticks) / Self.ticksPerSecond) }

    /// ISO 8601 with as many fractional digits as are needed, so that nothing is lost.
    package var text: String {
        let perSecond = Int64(Self.ticksPerSecond)
        let seconds = ticks.quotientRoundedDown(by: perSecond)
        let fraction = ticks - seconds * perSecond
        let whole = Self.style.format(Date(timeIntervalSince1970: Double(seconds)))
        guard fraction != 0 else { return whole }
        var digits = String(fraction)
        digits = String(repeating: "0", count: 7 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return whole.dropLast() + "." + digits + "Z"
    }

    /// "2026-11-24 03:05 UTC": for people.
    package var toTheMinute: String {
        let whole = Self.style.format(date)
        return whole.prefix(10) + " " + whole.dropFirst(11).prefix(5) + " UTC"
    }

    package static func < (left: Self, right: Self) -> Bool { left.ticks < right.ticks }

    /// Earlier by that many seconds.
    package func minus(seconds: Double) -> Timestamp {
        Timestamp(ticks: ticks - Int64((seconds * Self.ticksPerSecond).rounded()))
    }

    private static let ticksPerSecond = 10_000_000.0
    private static let style = Date.ISO8601FormatStyle()
}

extension Timestamp: CustomStringConvertible {
    package var description: String { text }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an ISO 8601 instant in UTC")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension Int64 {
    fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
