package import Foundation
package import OutpostModel

/// A session's object as the server sent it, and what must be known of it to go on without reading
/// that text.
package struct CachedSession: Hashable, Sendable {
    package let id: Session.ID
    package let status: Session.Status
    package let placement: Placement
    package let object: JSONText
    /// When it was last known to be so.
    package let knownAt: Date

    package init(
        id: Session.ID, status: Session.Status, placement: Placement, object: JSONText,
        knownAt: Date
    ) {
        self.id = id
        self.status = status
        self.placement = placement
        self.object = object
        self.knownAt = knownAt
    }
}
