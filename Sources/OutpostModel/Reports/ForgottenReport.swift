/// A session that was removed from the copy, as JSON: a promise.
package struct ForgottenReport: Codable, Hashable, Sendable {
    package let id: Session.ID
    @Nullable package var number: String?

    package init(id: Session.ID, number: String?) {
        self.id = id
        _number = Nullable(wrappedValue: number)
    }
}
