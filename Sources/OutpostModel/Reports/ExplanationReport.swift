/// Why a transfer is where it is, as `outpost queue explain --json` shows it. Its members are a promise:
/// they stay.
package struct ExplanationReport: Codable, Hashable, Sendable {
    package let id: Intent.ID
    package let explanation: String
    /// What `outpost queue retry` would come to without `--force`; null where it cannot be retried.
    @Nullable package var retry: String?

    package init(id: Intent.ID, explanation: String, retry: String?) {
        self.id = id
        self.explanation = explanation
        _retry = Nullable(wrappedValue: retry)
    }
}
