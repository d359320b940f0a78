import Foundation
import Testing

@testable import Helena

@Suite("Retry-After")
struct RetryAfterTests {
    /// RFC 9110's example: Sun, 06 Nov 1994 08:49:37 GMT.
    private static let now = Date(timeIntervalSince1970: 784_111_777)

    @Test(
        "seconds and dates, within an hour",
        arguments: [
            ("0", 0), ("5", 5), (" 120 ", 120), ("-3", 0), ("3600", 3600), ("99999999999999", 3600),
            ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
            ("Sun Nov  6 08:49:38 1994", 1), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
            ("Mon, 07 Nov 1994 08:49:37 GMT", 3600),
        ])
    func forms(_ header: String, seconds: Int) {
        #expect(RetryAfter(header, date: nil, now: Self.now)?.pause == .seconds(seconds))
    }

    @Test(
        "anything else is no header",
        arguments: [
            "", "soon", "nan", "inf", "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        ])
    func others(_ header: String) {
        let pause = RetryAfter(header, date: nil, now: Self.now)?.pause
        #expect(pause == nil)
    }

    @Test("none without a header")
    func none() {
        #expect(RetryAfter(nil, date: nil, now: Self.now) == nil)
    }

    @Test("a date is measured by the server's clock, where it tells it")
    func serverClock() {
        let wait = RetryAfter(
            "Sun, 06 Nov 1994 08:49:47 GMT", date: "Sun, 06 Nov 1994 08:49:37 GMT",
            now: Self.now.addingTimeInterval(86_400))
        #expect(wait?.pause == .seconds(10))
    }
}
