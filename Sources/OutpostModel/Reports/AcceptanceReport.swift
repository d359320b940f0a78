/// What `outpost transfer` answers: the intent, and what accepting it did.
package struct AcceptanceReport: Codable, Hashable, Sendable {
    package let intent: IntentReport
    /// The same request had been accepted before: this is that intent.
    package let repetition: Bool
    /// Earlier transfers of the session that it replaced.
    package let superseded: [Intent.ID]

    package init(_ intent: Intent, repetition: Bool, superseded: [Intent.ID]) {
        self.intent = IntentReport(intent)
        self.repetition = repetition
        self.superseded = superseded
    }

    /// The same, with the intent as it is by now.
    package init(_ intent: IntentReport, repetition: Bool, superseded: [Intent.ID]) {
        self.intent = intent
        self.repetition = repetition
        self.superseded = superseded
    }

    private enum CodingKeys: CodingKey { case repetition, superseded }

    package init(from decoder: any Decoder) throws {
        intent = try IntentReport(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        repetition = try container.decode(Bool.self, forKey: .repetition)
        superseded = try container.decode([Intent.ID].self, forKey: .superseded)
    }

    /// The intent's members and two more, in one object.
    package func encode(to encoder: any Encoder) throws {
        try intent.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(repetition, forKey: .repetition)
        try container.encode(superseded, forKey: .superseded)
    }
}
