package import Foundation

extension JSONValue {
    /// How many brackets a text may have open at once: beyond it lies only harm.
    package static let deepest = 512

    /// Reads a JSON text; nil for anything else, and for one that is nested deeper than ``deepest``.
    package init?(reading data: Data) {
        guard let value = JSONReader.read(data.span) else { return nil }
        self = value
    }
}
