import Foundation

/// A moment in steps of 100 ns, which is what the service's own clock counts in.
///
/// `Date` is a `Double` and cannot tell two neighbouring steps apart; a filter on a bound that was
/// read from an answer would then be wrong by one session now and then.
struct Timestamp: Hashable, Comparable, Sendable {
    /// Steps of 100 ns since 1970.
    let ticks: Int64

    static let ticksPerSecond: Int64 = 10_000_000
    static let ticksPerDay: Int64 = 86_400 * ticksPerSecond

    init(ticks: Int64) {
        self.ticks = ticks
    }

    init(_ date: Date) {
        ticks = Int64((date.timeIntervalSince1970 * 10_000_000).rounded(.down))
    }

    var date: Date {
        Date(timeIntervalSince1970: Double(ticks) / 10_000_000)
    }

    /// The same moment with at most so many fractional digits, later ones cut off.
    ///
    /// What is shown is always the whole value: a rounded text beside an exact value would make a
    /// session come back for ever to a client that asks for what changed after that text.
    func keeping(digits: Int) -> Timestamp {
        var step: Int64 = 1
        for _ in digits..<7 { step *= 10 }
        return Timestamp(ticks: ticks - Self.remainder(ticks, step))
    }

    func adding(ticks more: Int64) -> Timestamp {
        Timestamp(ticks: ticks + more)
    }

    /// `2025-03-09T12:00:00.1234567Z`, with as many fractional digits as there is something to show.
    var text: String {
        let civil = CivilDate(self)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28)
        func put(_ number: Int, width: Int) {
            var divisor = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                bytes.append(UInt8(48 + number / divisor % 10))
                divisor /= 10
            }
        }
        put(civil.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        put(civil.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        put(civil.day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        put(civil.hour, width: 2)
        bytes.append(UInt8(ascii: ":"))
        put(civil.minute, width: 2)
        bytes.append(UInt8(ascii: ":"))
        put(civil.second, width: 2)
        if civil.fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            put(civil.fraction, width: 7)
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.ticks < right.ticks
    }

    /// What is left of a division that rounds down, so that years before 1970 are right too.
    static func remainder(_ number: Int64, _ divisor: Int64) -> Int64 {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
