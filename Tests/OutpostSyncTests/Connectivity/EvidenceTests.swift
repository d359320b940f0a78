import OutpostModel
import Testing

@testable import OutpostSync

/// Which layer is named, for everything that can be heard, with and without the system's word.
@Suite("layers of the line")
struct EvidenceTests {
    private typealias State = Layer.State

    private func states(_ evidence: Evidence) -> [State] {
        let layers = evidence.layers
        return [layers.link.state, layers.host.state, layers.api.state]
    }

    private func evidence(_ hasRoute: Bool?) -> Evidence {
        var evidence = Evidence()
        if let hasRoute { _ = evidence.linkChanged(hasRoute: hasRoute) }
        return evidence
    }

    /// What each cause shows: with a route, without one, and where the system does not say.
    private static func expected(
        _ cause: OfflineCause
    ) -> (with: [State], without: [State], untold: [State]) {
        switch cause {
        case .notTheAPI, .tooLarge:
            ([.up, .up, .down], [.up, .up, .down], [.up, .up, .down])
        case .nameUnknown, .timedOut:
            ([.up, .down, .unknown], [.down, .unknown, .unknown], [.unknown, .down, .unknown])
        case .noRoute:
            ([.up, .down, .unknown], [.down, .unknown, .unknown], [.down, .unknown, .unknown])
        default:
            ([.up, .down, .unknown], [.up, .down, .unknown], [.up, .down, .unknown])
        }
    }

    @Test("every cause is laid to a layer", arguments: OfflineCause.allCases)
    func causes(_ cause: OfflineCause) {
        let expected = Self.expected(cause)
        for (hasRoute, states) in [
            (true, expected.with), (false, expected.without), (nil, expected.untold),
        ] {
            var evidence = evidence(hasRoute)
            evidence.failed(cause, "because")
            #expect(self.states(evidence) == states, "route: \(String(describing: hasRoute))")
            #expect(evidence.state == .offline)
            let isOurs = hasRoute == false && states[0] == .down
            #expect(evidence.reason == (isOurs ? Self.noNetwork : "because"))
        }
    }

    @Test(
        "what is down says why in words, and what lies behind it is not reached",
        arguments: OfflineCause.allCases, [true, false, nil])
    func words(_ cause: OfflineCause, _ hasRoute: Bool?) throws {
        var evidence = evidence(hasRoute)
        evidence.failed(cause, "because")
        let layers = [evidence.layers.link, evidence.layers.host, evidence.layers.api]
        let down = try #require(layers.firstIndex { $0.state == .down })
        #expect(layers[down].reason == evidence.reason)
        #expect(layers.filter { $0.state == .down }.count == 1)
        for layer in layers[(down + 1)...] {
            #expect(layer == Layer(.unknown, "not reached"))
        }
    }

    @Test("an answer proves every layer, whatever the system says", arguments: [true, false, nil])
    func answered(_ hasRoute: Bool?) {
        var evidence = evidence(hasRoute)
        evidence.answered()
        #expect(states(evidence) == [.up, .up, .up])
        #expect(evidence.state == .online)
        #expect(evidence.reason == nil)
    }

    @Test("a refused key is an API that is up, and says so")
    func remark() {
        var evidence = Evidence()
        evidence.answered(remark: "the key is refused")
        #expect(evidence.layers.api == Layer(.up, "the key is refused"))
        #expect(evidence.state == .online)
    }

    @Test("a server that is busy has a host and no API")
    func busy() {
        var evidence = Evidence()
        evidence.unavailable("busy")
        #expect(states(evidence) == [.up, .up, .down])
        #expect(evidence.reason == "busy")
    }

    @Test("an answer that is none changes nothing online, and opens nothing else")
    func improper() {
        var evidence = Evidence()
        evidence.answeredImproperly("status 500")
        #expect(evidence.state == .unknown)
        #expect(states(evidence) == [.up, .up, .unknown])
        #expect(evidence.layers.api.reason == "status 500")
        evidence.failed(.timedOut, "nothing came")
        evidence.answeredImproperly("status 500")
        #expect(evidence.state == .offline)
        #expect(states(evidence) == [.up, .up, .down])
        evidence.answered()
        evidence.answeredImproperly("status 500")
        #expect(states(evidence) == [.up, .up, .up])
    }

    @Test("the last route gone is offline at once, whatever was known")
    func routeLost() {
        var evidence = evidence(true)
        evidence.answered()
        _ = evidence.linkChanged(hasRoute: false)
        #expect(evidence.state == .offline)
        #expect(evidence.reason == Self.noNetwork)
        #expect(states(evidence) == [.down, .unknown, .unknown])
    }

    @Test("no route at the start is offline too; a route there is nothing")
    func atStart() {
        #expect(evidence(false).state == .offline)
        #expect(states(evidence(true)) == [.up, .unknown, .unknown])
        #expect(evidence(true).state == .unknown)
        #expect(states(Evidence()) == [.unknown, .unknown, .unknown])
    }

    @Test("a route that comes back opens nothing by itself")
    func routeBack() {
        var evidence = evidence(true)
        evidence.answered()
        _ = evidence.linkChanged(hasRoute: false)
        let isBack = evidence.linkChanged(hasRoute: true)
        #expect(isBack)
        #expect(evidence.state == .offline)
        #expect(states(evidence) == [.up, .unknown, .unknown])
        #expect(evidence.reason?.contains("the network is back") == true)
    }

    @Test("told twice that there is no route, an answer in between is believed")
    func wrongSystem() {
        var evidence = evidence(false)
        evidence.answered()
        _ = evidence.linkChanged(hasRoute: false)
        #expect(evidence.state == .online)
    }

    private static let noNetwork = "no network: this computer has no route to anywhere"
}
