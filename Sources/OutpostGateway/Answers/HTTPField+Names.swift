import HTTPTypes

extension HTTPField.Name {
    static let cacheStatus = named("Cache-Status")
    /// Whether a list is all that the server has within scope.
    static let complete = named("Outpost-Complete")
    static let host = named("Host")
    static let idempotencyKey = named("Idempotency-Key")
    static let lastEventID = named("Last-Event-ID")
    static let outpostIntent = named("Outpost-Intent")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is a name") }
        return name
    }
}
