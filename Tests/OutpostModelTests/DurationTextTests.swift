import OutpostModel
import Testing

struct DurationTextTests {
    @Test(
        "times are read as people write them",
        arguments: [("30s", 30), ("5m", 300), ("8h", 28_800), ("2d", 172_800)])
    func read(_ text: String, _ seconds: Int) {
        #expect(Duration(text: text) == .seconds(seconds))
    }

    @Test(
        "anything else is not a time",
        arguments: ["", "s", "0", "8", "45", "0s", "-5m", "1.5h", "5 m", "5w", "9999999999s", "٣s"])
    func refused(_ text: String) {
        #expect(Duration(text: text) == nil)
    }
}
