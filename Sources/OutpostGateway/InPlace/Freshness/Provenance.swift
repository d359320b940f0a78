import Hummingbird

/// Where an answer comes from and how old it is, as `Age` (RFC 9111) and `Cache-Status` (RFC 9211)
/// say it.
struct Provenance: Hashable {
    enum Way: Hashable {
        case hit
        /// The copy, because the API could not be asked.
        case staleIfError
        /// The API was asked, and then the copy.
        case asked(ReadRule.Asking)

        static func copy(_ grounds: ReadRule.Grounds) -> Way {
            grounds == .usual ? .hit : .staleIfError
        }
    }

    let way: Way
    /// Seconds since the server was known to say so.
    let age: Int
    /// How long after that the copy is meant to be brought up to date, seconds.
    let lifetime: Int

    var headers: HTTPFields {
        [.age: String(age), .cacheStatus: "outpost; " + words]
    }

    private var words: String {
        switch way {
        case .hit: "hit; ttl=\(lifetime - age)"
        case .staleIfError: "hit; ttl=\(lifetime - age); detail=stale-if-error"
        case .asked(.request): "fwd=request; stored; ttl=\(lifetime - age)"
        case .asked(.miss): "fwd=uri-miss; stored; ttl=\(lifetime - age)"
        }
    }
}
