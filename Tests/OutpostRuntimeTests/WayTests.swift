import Helena
import OutpostModel
import Testing

@testable import OutpostRuntime

struct WayTests {
    @Test(
        "whoever is told to come again later has come as far as the API",
        arguments: [
            (Way.Outcome.failed(nil, "busy"), true), (.answered, true), (.keyRefused("no"), true),
            (.failed(.broken, "broke"), false), (.notAsked("no key"), false),
        ])
    func answered(_ outcome: Way.Outcome, _ isAnswered: Bool) throws {
        let way = Way(
            endpoint: try HelenaEndpoint("https://api.example"), proxy: nil, reach: .connected,
            outcome: outcome, clockAhead: nil)
        #expect(way.isAnswered == isAnswered)
    }
}
