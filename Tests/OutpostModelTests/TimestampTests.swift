import Foundation
import OutpostModel
import Testing

@Suite("timestamps")
struct TimestampTests {
    @Test(
        "nothing is lost of zero to seven fractional digits",
        arguments: [
            ("2024-05-06T07:08:09Z", 0), ("2024-05-06T07:08:09.5Z", 5_000_000),
            ("2024-05-06T07:08:09.12Z", 1_200_000), ("2024-05-06T07:08:09.123Z", 1_230_000),
            ("2024-05-06T07:08:09.0001Z", 1_000), ("2024-05-06T07:08:09.00001Z", 100),
            ("2024-05-06T07:08:09.000001Z", 10), ("2024-05-06T07:08:09.1234567Z", 1_234_567),
            ("2024-05-06T07:08:09.9999999Z", 9_999_999),
        ])
    func roundTrip(_ text: String, _ fraction: Int64) throws {
        let timestamp = try #require(Timestamp(text))
        #expect(timestamp.ticks == 1_714_979_289 * 10_000_000 + fraction)
        #expect(timestamp.text == text)
        #expect(Timestamp(timestamp.text) == timestamp)
    }

    @Test("zeros at the end of a fraction say nothing and are left out")
    func zeros() {
        #expect(Timestamp("2024-05-06T07:08:09.5000000Z")?.text == "2024-05-06T07:08:09.5Z")
        #expect(Timestamp("2024-05-06T07:08:09.000Z")?.text == "2024-05-06T07:08:09Z")
        #expect(Timestamp("2024-05-06T07:08:09z")?.text == "2024-05-06T07:08:09Z")
    }

    @Test(
        "times before 1970 keep their fraction",
        arguments: [
            ("1969-12-31T23:59:59.5Z", -5_000_000), ("1969-12-31T23:59:59.9999999Z", -1),
            ("1969-12-31T23:59:58Z", -20_000_000), ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00.0000001Z", 1),
            ("1899-12-31T00:00:00.25Z", -22_090_751_997_500_000),
        ])
    func before1970(_ text: String, _ ticks: Int64) throws {
        let timestamp = try #require(Timestamp(text))
        #expect(timestamp.text == text)
        #expect(timestamp.ticks == ticks)
    }

    @Test("years far away round-trip", arguments: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
    func farAway(_ text: String) {
        #expect(Timestamp(text)?.text == text)
    }

    @Test(
        "what is not an instant in UTC is refused",
        arguments: [
            "", "Z", "now", "2024-05-06", "2024-05-06T07:08:09", "2024-05-06T07:08:09.Z",
            "2024-05-06T07:08:09.12345678Z", "2024-05-06T07:08:09.12.3Z",
            "2024-05-06T07:08:09.-1Z", "2024-05-06T07:08:09.+1Z", "2024-05-06T07:08:09,5Z",
            "2024-05-06T07:08:09.１Z", "2024-05-06T07:08:09.5 Z", "2024-05-06T07:08:09+02:00",
            "2024-05-06T07:08:09+02:00Z", "2024-05-06T07:08:09-03:00Z", "2024-05-06T07:08:09 Z",
            "2024-05-06T07:08:09ZZ", "2024-13-06T07:08:09Z", "2024-02-30T07:08:09Z",
            "2024-05-06T25:08:09Z", "2024-05-06T07:61:09Z", "2024-05-06T07:08Z", "1714979289Z",
            "2024-05-06T07:08:09.000000000000000000Z",
        ])
    func malformed(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("two that differ by one tick are two, in order")
    func order() throws {
        let first = try #require(Timestamp("2024-05-06T07:08:09.1234567Z"))
        let second = try #require(Timestamp("2024-05-06T07:08:09.1234568Z"))
        #expect(first < second)
        #expect(first != second)
        #expect(second.minus(seconds: 1.5).text == "2024-05-06T07:08:07.6234568Z")
    }

    @Test("a date comes back to within the precision that a date has")
    func dates() {
        let stamp = Timestamp(Example.noon)
        #expect(stamp.date == Example.noon)
        #expect(stamp.text == "2025-06-15T15:06:40Z")
        #expect(Timestamp(Example.noon.addingTimeInterval(0.25)).text == "2025-06-15T15:06:40.25Z")
    }

    @Test("it is its text in JSON, and other strings are refused")
    func json() throws {
        let stamp = Timestamp(Example.noon)
        #expect(try JSONText.encode([stamp]) == #"["2025-06-15T15:06:40Z"]"#)
        let json = Data(#"["2025-06-15T15:06:40Z"]"#.utf8)
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [stamp])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8))
        }
    }

    @Test("people are told the minute")
    func minute() throws {
        let time = try #require(Timestamp("2026-11-24T03:05:55.5805622Z"))
        #expect(time.toTheMinute == "2026-11-24 03:05 UTC")
    }
}
