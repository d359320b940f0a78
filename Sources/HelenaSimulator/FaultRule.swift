/// A fault, which requests it strikes, and how many of them.
struct FaultRule: Sendable, Equatable {
    let fault: Fault
    /// How many more requests it strikes; nil: until told otherwise.
    var remaining: Int?
    /// How many matching requests still pass unharmed before the first is struck.
    var sparing = 0
    /// Nil: any.
    var method: String?
    /// A part of the path; nil: any.
    var pathContains: String?

    func matches(_ request: Request) -> Bool {
        if let method, method.uppercased() != request.method { return false }
        if let pathContains { return request.path.contains(pathContains) }
        return true
    }

    var json: String {
        var text = JSONText()
        text.word("fault", fault.name)
        text.field("next", remaining)
        text.field("after", sparing)
        text.field("method", method)
        text.field("path", pathContains)
        return text.object
    }
}
