/// What happens while a guide is played, in the order in which it stands there.
enum GuideStep: Sendable {
    /// Something that the reader sees, and may type.
    case example(GuideExample)
    /// `<!-- stage: POST /line/cut -->`: the simulator's control address is asked.
    case control(method: String, path: String, body: String)
    /// `<!-- stage: $ outpost status | grep -q offline -->`: a command, run until it succeeds.
    case until(String)
    /// `<!-- stage: the agent stops -->`, `… starts`. It runs when a guide begins.
    case agent(runs: Bool)

    init(_ order: String) throws {
        if order == "the agent stops" || order == "the agent starts" {
            self = .agent(runs: order.hasSuffix("starts"))
        } else if order.hasPrefix("$ ") {
            self = .until(String(order.dropFirst(2)))
        } else if let request = order.wholeMatch(of: /(GET|POST|DELETE) (\/[^ ]*) ?(.*)/) {
            self = .control(
                method: String(request.1), path: String(request.2), body: String(request.3))
        } else {
            throw Guide.Unreadable(description: "what is \"\(order)\"?")
        }
    }
}
