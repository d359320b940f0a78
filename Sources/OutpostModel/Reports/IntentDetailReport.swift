/// One intent with its attempts, as `outpost queue show` shows it.
package struct IntentDetailReport: Codable, Hashable, Sendable {
    package struct AttemptReport: Codable, Hashable, Sendable {
        package let number: Int
        package let startedAt: Timestamp
        @Nullable package var endedAt: Timestamp?
        @Nullable package var outcome: Attempt.Outcome?
        @Nullable package var detail: String?

        package init(_ attempt: Attempt) {
            number = attempt.number
            startedAt = Timestamp(attempt.startedAt)
            _endedAt = Nullable(wrappedValue: attempt.endedAt.map { Timestamp($0) })
            _outcome = Nullable(wrappedValue: attempt.outcome)
            _detail = Nullable(wrappedValue: attempt.detail)
        }
    }

    package let intent: IntentReport
    package let attemptLog: [AttemptReport]

    package init(_ intent: Intent, _ attempts: [Attempt]) {
        self.intent = IntentReport(intent)
        attemptLog = attempts.map(AttemptReport.init)
    }

    private enum CodingKeys: CodingKey { case attemptLog }

    package init(from decoder: any Decoder) throws {
        intent = try IntentReport(from: decoder)
        attemptLog = try decoder.container(keyedBy: CodingKeys.self)
            .decode([AttemptReport].self, forKey: .attemptLog)
    }

    /// The intent's members and one more, in one object.
    package func encode(to encoder: any Encoder) throws {
        try intent.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(attemptLog, forKey: .attemptLog)
    }
}
