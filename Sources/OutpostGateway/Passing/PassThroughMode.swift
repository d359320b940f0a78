/// Which requests are passed on to the API: those that we do not answer in its place.
package enum PassThroughMode: String, CaseIterable, Sendable {
    case all
    /// Those alone that change nothing.
    case reads
    case none
}
