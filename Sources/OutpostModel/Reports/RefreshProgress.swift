/// How far a refresh has come: one line of what `POST /outpost/v1/refresh` streams.
package struct RefreshProgress: Codable, Hashable, Sendable {
    package let resource: Resource
    package var pages = 0
    package var items = 0
    /// How many items there will be, as far as the server has said.
    @Nullable package var total: Int?
    /// How many were new or different.
    package var changed = 0
    package var deleted = 0
    package var done = false
    /// Why it stopped before its end.
    @Nullable package var failure: String?
    /// Where on the way to the API, if it did not answer.
    @Nullable package var cause: OfflineCause?
    /// The key was refused, which is for a person to mend.
    package var keyRefused = false

    package init(_ resource: Resource) { self.resource = resource }
}
