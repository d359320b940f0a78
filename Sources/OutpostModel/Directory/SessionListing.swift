package import Foundation

/// A cached session with the names of those who have it.
package struct SessionListing: Hashable, Sendable {
    package let session: Session
    package let departmentName: String?
    package let userName: String?
    /// When it was last known to be so: when it was read, or a refresh found no change of it.
    package let readAt: Date

    package init(session: Session, departmentName: String?, userName: String?, readAt: Date) {
        self.session = session
        self.departmentName = departmentName
        self.userName = userName
        self.readAt = readAt
    }
}
