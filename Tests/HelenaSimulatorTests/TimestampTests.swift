import Foundation
import Testing

@testable import HelenaSimulator

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "are read and written without loss",
        arguments: [
            "2025-03-09T12:00:00Z", "2024-02-29T23:59:59.9999999Z", "2025-12-31T00:00:00.5Z",
            "1969-07-20T20:17:40.25Z", "2025-01-01T00:00:00.0000001Z",
        ])
    func roundTrip(text: String) {
        #expect(Timestamp(text: text)?.text == text)
    }

    @Test("come in other spellings")
    func otherSpellings() {
        let same = Timestamp(text: "2025-03-09T12:00:00Z")
        #expect(Timestamp(text: "2025-03-09T09:00:00-03:00") == same)
        #expect(Timestamp(text: "2025-03-09T12:00:00.0000000") == same)
        #expect(Timestamp(text: "2025-03-09")?.text == "2025-03-09T00:00:00Z")
    }

    @Test(
        "that are none are refused",
        arguments: ["", "yesterday", "2025-13-01", "2025-03-09T25:00:00Z", "2025-03-09T12:00:00.Z"])
    func malformed(text: String) {
        #expect(Timestamp(text: text) == nil)
    }

    @Test("agree with Foundation")
    func foundation() {
        #expect(Timestamp(noon).text == noon.formatted(.iso8601))
        #expect(Timestamp(noon).date == noon)
        #expect(Timestamp(noon).httpDate == "Sun, 15 Jun 2025 15:06:40 GMT")
    }

    @Test("are cut, not rounded")
    func cutting() {
        let moment = Timestamp(text: "2025-03-09T12:00:00.9876543Z")
        #expect(moment?.keeping(digits: 0).text == "2025-03-09T12:00:00Z")
        #expect(moment?.keeping(digits: 3).text == "2025-03-09T12:00:00.987Z")
        #expect(moment?.keeping(digits: 7) == moment)
    }
}
