/// A UUID in canonical lower-case form, tagged with what it identifies, so that a department's id
/// cannot be handed over where a user's is wanted.
package struct Identifier<Subject>: Hashable, Sendable {
    package let text: String

    /// The id that `text` spells, or nil unless it is a UUID (8-4-4-4-12 hexadecimal digits).
    package init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        var position = 0
        var isCanonical = true
        for byte in text.utf8 {
            let isSeparator = position == 8 || position == 13 || position == 18 || position == 23
            guard isSeparator ? byte == UInt8(ascii: "-") : byte.isHexadecimalDigit else {
                return nil
            }
            isCanonical = isCanonical && !byte.isUppercaseLetter
            position += 1
        }
        // Nearly all are, and every row that is read has a few.
        self.text = isCanonical ? text : text.lowercased()
    }

    /// The first eight digits: enough for a person to tell two ids in a list apart.
    package var short: String { String(text.prefix(8)) }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension UInt8 {
    fileprivate var isUppercaseLetter: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
