import OutpostRuntime
import Testing

struct SetupPlaceTests {
    private let home = ["HOME": "/people/ana"]

    @Test("where there is a service, root sets that up, and nobody else anything by mistake")
    func service() throws {
        let place = try #require(try SetupPlace(home, isRoot: true, hasService: true))
        #expect(place.isService && place.keyPath == "/etc/outpost/helena-api-key")
        #expect(throws: SetupFailure.needsRoot) {
            try SetupPlace(home, isRoot: false, hasService: true)
        }
    }

    @Test("where there is none, everybody has a place of his own", arguments: [false, true])
    func own(isRoot: Bool) throws {
        let place = try #require(try SetupPlace(home, isRoot: isRoot, hasService: false))
        #expect(!place.isService)
        #expect(place.settingsPath == "/people/ana/.config/outpost/outpost.yaml")
        #expect(try SetupPlace([:], isRoot: isRoot, hasService: false) == nil)
    }
}
