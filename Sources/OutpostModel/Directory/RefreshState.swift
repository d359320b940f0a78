package import Foundation

/// How the cached copy of one resource stands with the server.
package struct RefreshState: Hashable, Sendable {
    /// When a refresh last came to its end; nil if none ever did.
    package let refreshedAt: Date?
    package let failedAt: Date?
    /// Why the last refresh failed, in words; nil once one has worked again.
    package let failure: String?

    package init(refreshedAt: Date?, failedAt: Date?, failure: String?) {
        self.refreshedAt = refreshedAt
        self.failedAt = failedAt
        self.failure = failure
    }
}
