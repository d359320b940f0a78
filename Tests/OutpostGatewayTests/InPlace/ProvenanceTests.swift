import HTTPTypes
import Testing

@testable import OutpostGateway

@Suite("where an answer comes from")
struct ProvenanceTests {
    @Test(
        "in words that programs read",
        arguments: [
            (Provenance.Way.hit, 3, "outpost; hit; ttl=27"), (.hit, 40, "outpost; hit; ttl=-10"),
            (.staleIfError, 40, "outpost; hit; ttl=-10; detail=stale-if-error"),
            (.asked(.request), 0, "outpost; fwd=request; stored; ttl=30"),
            (.asked(.miss), 0, "outpost; fwd=uri-miss; stored; ttl=30"),
        ])
    func words(_ way: Provenance.Way, _ age: Int, _ status: String) {
        let headers = Provenance(way: way, age: age, lifetime: 30).headers
        #expect(headers[.cacheStatus] == status)
        #expect(headers[.age] == "\(age)")
    }
}
