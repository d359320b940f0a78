/// Writes errors as the service does, inconsistencies included: `httpStatusCode` is a number in one
/// error and a string in the next, and some errors have fields that others lack.
struct ErrorBodies: Sendable {
    private let seed: UInt64
    private var written = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    mutating func response(_ status: Int, key: String?, text: String, at now: Timestamp) -> Response
    {
        Response(status: status, body: body(status, key: key, text: text, at: now))
    }

    mutating func refused(_ refusal: Refusal, at now: Timestamp) -> Response {
        response(500, key: "FORM_ERROR", text: refusal.text, at: now)
    }

    mutating func unauthorized(at now: Timestamp) -> Response {
        response(401, key: "ERROR_UNAUTHORIZED", text: "Não autorizado.", at: now)
    }

    mutating func tooManyRequests(_ retryAfter: RetryAfter?, at now: Timestamp) -> Response {
        let text = "Limite de requisições excedido."
        return Response(
            status: 429, body: body(429, key: "ERROR_TOO_MANY_REQUESTS", text: text, at: now),
            retryAfter: retryAfter?.header(at: now))
    }

    mutating func unsolvable(at now: Timestamp) -> Response {
        let details = #"{"newDepartmentId":["O departamento não recebe transferências."]}"#
        return Response(
            status: 500,
            body: body(
                500, key: "FORM_ERROR", text: "A transferência não é permitida.", at: now,
                isUnsolvable: true, details: details))
    }

    /// - Parameter details: JSON.
    mutating func body(
        _ status: Int, key: String?, text: String, at now: Timestamp, isUnsolvable: Bool = false,
        details: String = "null"
    ) -> String {
        written += 1
        let identifier = Identifier.make(seed: seed, kind: .error, index: written)
        var id = JSONText()
        id.word("value", identifier)
        id.word("shortValue", String(identifier.prefix(8)))

        var json = JSONText()
        json.field("error", true)
        json.field("date", now)
        if let key { json.field("key", key) }
        json.field("text", text)
        json.field("isUnsolvableError", isUnsolvable)
        json.raw("details", details)
        json.raw("id", id.object)
        json.raw("httpStatusCode", written % 2 == 0 ? "\"\(status)\"" : "\(status)")
        json.word("version", "8.41.0")
        json.word("environment", "simulator")
        if written % 3 == 0 { json.raw("traceFlags", "[0,1]") }
        return json.object
    }
}
