package import Foundation
package import OutpostModel

/// What people should hear of the line.
package struct LineNews: Hashable, Sendable {
    package let state: LineState
    /// Why, in words, where it is not good news.
    package let reason: String?
    /// Since when it is so; it may be told later.
    package let since: Date
}
