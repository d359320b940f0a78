import Testing

@testable import OutpostGateway

@Suite("a request's Cache-Control")
struct CacheDirectivesTests {
    private func directives(_ change: (inout CacheDirectives) -> Void) -> CacheDirectives {
        var directives = CacheDirectives()
        change(&directives)
        return directives
    }

    @Test("nothing said, nothing wished")
    func none() {
        for header in [nil, "", ",", "=", "private, no-transform, no-store, max-stale"] {
            #expect(CacheDirectives(header) == CacheDirectives())
        }
    }

    @Test("each, in any case and with spaces")
    func each() {
        #expect(CacheDirectives("No-Cache") == directives { $0.noCache = true })
        #expect(CacheDirectives(" only-if-cached ") == directives { $0.onlyIfCached = true })
        #expect(CacheDirectives("max-age=60") == directives { $0.maxAge = 60 })
        #expect(CacheDirectives("stale-if-error=\"60\"") == directives { $0.staleIfError = 60 })
        let several = directives {
            $0.maxAge = 0
            $0.staleIfError = 3_600
        }
        #expect(CacheDirectives("max-age = 0 ,foo=1, STALE-IF-ERROR=3600") == several)
    }

    @Test("of several ages the youngest; more than fits is as much as fits")
    func ages() {
        #expect(CacheDirectives("max-age=60, max-age=30").maxAge == 30)
        #expect(CacheDirectives("max-age=99999999999999999999").maxAge == .max)
    }

    @Test(
        "an age that is none is none at all: it errs on the side of asking",
        arguments: ["max-age", "max-age=", "max-age=x", "max-age=-1", "max-age=1.5"])
    func wrong(_ header: String) { #expect(CacheDirectives(header).maxAge == 0) }

    @Test("a grace that is none is not given", arguments: ["stale-if-error", "stale-if-error=x"])
    func noGrace(_ header: String) { #expect(CacheDirectives(header).staleIfError == nil) }
}
