import Hummingbird

/// What a request's `Cache-Control` says of how old an answer may be (RFC 9111, 5.2.1; RFC 5861).
struct CacheDirectives: Hashable {
    /// Ask the API; the copy alone will not do.
    var noCache = false
    /// The copy will do if it is at most so old, seconds.
    var maxAge: Int?
    /// Do not ask the API.
    var onlyIfCached = false
    /// Where the API cannot be asked, the copy will do if it is at most so much too old, seconds.
    var staleIfError: Int?

    init() {}

    /// Directives that are not known are ignored.
    init(_ header: String?) {
        for part in (header ?? "").split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard let name = sides.first?.filter({ !$0.isWhitespace }).lowercased() else {
                continue
            }
            let value = sides.count == 2 ? Self.seconds(sides[1]) : nil
            switch name {
            case "no-cache": noCache = true
            case "only-if-cached": onlyIfCached = true
            // Who cannot say how old wants it fresh: that errs on the side of asking.
            case "max-age": maxAge = min(maxAge ?? .max, value ?? 0)
            case "stale-if-error": staleIfError = value
            default: break
            }
        }
    }

    /// Nil for what is not a number; more than fits is as much as fits.
    private static func seconds(_ text: Substring) -> Int? {
        let digits = text.filter { !$0.isWhitespace && $0 != "\"" }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits) ?? .max
    }
}

extension Request {
    var cacheDirectives: CacheDirectives {
        CacheDirectives(headers[values: .cacheControl].joined(separator: ","))
    }
}
