package import Foundation

/// How the cached copy of one resource stands with the server.
package struct RefreshState: Hashable, Sendable {
    /// How far a full walk that is under way, or was cut off, has come.
    package struct Walked: Codable, Hashable, Sendable {
        package let items: Int
        /// As far as the server says.
        @Nullable package var total: Int?

        package init(items: Int, total: Int?) {
            self.items = items
            _total = Nullable(wrappedValue: total)
        }
    }

    /// When a refresh last came to its end; nil if none ever did.
    package let refreshedAt: Date?
    package let failedAt: Date?
    /// Why the last refresh failed, in words; nil once one has worked again.
    package let failure: String?
    /// Whether everything in scope is in it, as of `refreshedAt`.
    package let isComplete: Bool
    package let walked: Walked?

    package init(
        refreshedAt: Date? = nil, failedAt: Date? = nil, failure: String? = nil,
        isComplete: Bool = false, walked: Walked? = nil
    ) {
        self.refreshedAt = refreshedAt
        self.failedAt = failedAt
        self.failure = failure
        self.isComplete = isComplete
        self.walked = walked
    }
}
