/// What the cache keeps a copy of.
package enum Resource: String, CaseIterable, Codable, Hashable, Sendable {
    case departments, users, sessions
}
