import OutpostModel
import Testing

@testable import OutpostGateway

@Suite("moments as programs write them into filters")
struct LooseTimestampTests {
    @Test(
        "with Z, with an offset, with neither; in part",
        arguments: [
            ("2025-03-09T12:00:00Z", "2025-03-09T12:00:00Z"),
            ("2025-03-09t12:00:00z", "2025-03-09T12:00:00Z"),
            ("2025-03-09 12:00:00", "2025-03-09T12:00:00Z"),
            ("2025-03-09T12:00", "2025-03-09T12:00:00Z"),
            ("2025-03-09", "2025-03-09T00:00:00Z"), ("2025-03-09Z", "2025-03-09T00:00:00Z"),
            ("2025-03-09T12:00:00.1234567Z", "2025-03-09T12:00:00.1234567Z"),
            ("2025-03-09T12:00:00.12345678912Z", "2025-03-09T12:00:00.1234567Z"),
            ("2025-03-09T12:00:00,5", "2025-03-09T12:00:00.5Z"),
            ("2025-03-09T12:00:00-03:00", "2025-03-09T15:00:00Z"),
            ("2025-03-09T01:30:00+0330", "2025-03-08T22:00:00Z"),
        ])
    func read(_ text: String, _ moment: String) throws {
        let expected = try #require(Timestamp(moment))
        #expect(Timestamp(loosely: text) == expected)
    }

    @Test(
        "and what is none",
        arguments: [
            "", "x", "2025", "2025-3-9", "2025-13-01", "2025-02-30", "2025-03-09T25:00:00Z",
            "2025-03-09T12", "2025-03-09T12:00:00 03:00", "2025-03-09T12:00:00.Z", "1741521600",
            "2025-03-09T12:00:00Z ", "2025-03-09T12:00:00+3",
            "2025-03-09T12:00:00." + String(repeating: "1", count: 100) + "Z",
        ])
    func none(_ text: String) { #expect(Timestamp(loosely: text) == nil) }
}
