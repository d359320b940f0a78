/// A session that was removed from the copy, as JSON: a promise.
package struct ForgottenReport: Codable, Hashable, Sendable {
    package let id: Session.ID
    @Nullable package var number: String?
    /// Whether its last traces are gone from the file. If not, somebody reads it at this moment, and they
    /// go within a minute after that, or when the agent starts next.
    package let complete: Bool

    package init(id: Session.ID, number: String?, complete: Bool) {
        self.id = id
        _number = Nullable(wrappedValue: number)
        self.complete = complete
    }
}
