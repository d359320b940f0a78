import OutpostModel

/// The lines of a head that concern its two ends, and not one connection between them
/// (RFC 9110, 7.6.1).
struct EndToEndFields: Hashable, Sendable {
    private let fields: [HeaderField]

    private static let ofConnection: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    init(_ all: [HeaderField]) {
        let named = all.filter { $0.name == "connection" }.flatMap {
            $0.value.lowercased().split(separator: ",").map { word in
                String(word.drop { $0 == " " }.prefix { $0 != " " })
            }
        }
        let left = Self.ofConnection.union(named)
        fields = all.filter { !left.contains($0.name) }
    }

    /// For the API: what tells it who asks, from where, and how we shall speak to it is ours. A method
    /// or a path hidden in a line would pass by what we check.
    var withoutCredentials: [HeaderField] {
        let ours: Set = [
            "authorization", "cookie", "host", "content-length", "accept-encoding", "expect",
            "x-http-method-override", "x-http-method", "x-method-override", "x-original-url",
            "x-rewrite-url",
        ]
        return fields.filter { !ours.contains($0.name) }
    }

    /// For the program: what is said of the API's own address does not hold for ours.
    ///
    /// - Parameter isDecoded: the body was unpacked on the way.
    func asAnswered(isDecoded: Bool) -> [HeaderField] {
        var left: Set = ["content-length", "strict-transport-security", "alt-svc"]
        if isDecoded { left.insert("content-encoding") }
        return fields.filter { !left.contains($0.name) }
    }
}
