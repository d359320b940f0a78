/// What the agent answered to a command that it would not do.
package struct AgentRefusal: Error, Hashable, Sendable, Decodable {
    /// The kind of problem: `urn:outpost:problem:` and a word that stays.
    package let type: String
    package let detail: String
    package let advice: String?

    package init(type: String, detail: String, advice: String?) {
        self.type = type
        self.detail = detail
        self.advice = advice
    }

    /// The word alone.
    package var kind: Substring { type.split(separator: ":").last ?? "" }
}
