package import Foundation
package import OutpostModel

/// A cached session with the names of those who have it.
package struct SessionListing: Hashable, Sendable {
    package let session: Session
    package let departmentName: String?
    package let userName: String?
    /// When it was read from the server.
    package let readAt: Date
}
