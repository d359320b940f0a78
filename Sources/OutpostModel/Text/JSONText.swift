import Foundation

/// A JSON object as text, the form in which the cache keeps what the server sent.
///
/// Its members are sorted, so that two equal objects are equal text: a refresh can tell that
/// nothing changed without decoding what is stored.
package struct JSONText: Hashable, Sendable {
    package let text: String

    /// Takes text that is known to be a JSON object, such as what the cache kept.
    package init(trusted text: String) { self.text = text }

    package init(_ object: [String: JSONValue]) {
        var writer = JSONWriter()
        writer.write(object)
        text = String(decoding: writer.text, as: UTF8.self)
    }

    /// The object again; empty if the text is not one.
    package var object: [String: JSONValue] {
        JSONValue(reading: Data(text.utf8))?.object ?? [:]
    }

    /// Any value as JSON with sorted members, and without `\/`.
    package static func encode(_ value: some Encodable, pretty: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
