import OutpostModel

/// The API's own error body, told from whatever else a gateway may send.
struct ErrorBody: Sendable {
    /// The stable word to branch on: `FORM_ERROR`, `ERROR_UNAUTHORIZED`, ….
    let key: String?
    /// For people, in Portuguese, at most ``longestText`` characters on one line.
    let text: String?
    let status: Int?
    let isUnsolvable: Bool

    /// Enough for the API's sentences; more would be somebody's form, sent back.
    static let longestText = 200
    private static let longestKey = 64

    /// Nil unless the body is an object that says `error: true`, or has both `key` and
    /// `httpStatusCode`.
    ///
    /// RFC 7807 problems and HTML are other programs' errors, not the API's.
    init?(_ json: JSONValue?) {
        guard let object = json?.object else { return nil }
        let status = object["httpStatusCode"]?.integer.flatMap { Int(exactly: $0) }
        let key = object["key"]?.string
        guard object["error"]?.claims == true || (key != nil && status != nil) else { return nil }
        self.key = key.map { $0.oneLine(atMost: Self.longestKey) }
        text = object["text"]?.string.map { $0.oneLine(atMost: Self.longestText) }
        self.status = status
        isUnsolvable = object["isUnsolvableError"]?.claims ?? false
    }

    var isFormError: Bool { key?.uppercased() == "FORM_ERROR" }

    var isUnauthorized: Bool { key?.uppercased() == "ERROR_UNAUTHORIZED" }

    /// What the API said, for a sentence about it.
    var words: String {
        [key, text.map { "\u{201C}\($0)\u{201D}" }].compactMap(\.self).joined(separator: ", ")
    }
}

extension JSONValue {
    /// A truth value, also where it arrives as a string.
    fileprivate var claims: Bool? { bool ?? string.flatMap { Bool($0.lowercased()) } }
}

extension String {
    /// The text on one line, without control characters, cut to a length.
    fileprivate func oneLine(atMost length: Int) -> String {
        let line = split { $0.isWhitespace || $0.isNewline || $0.isControl }.joined(separator: " ")
        return line.count > length ? line.prefix(length - 1) + "…" : line
    }
}

extension Character {
    fileprivate var isControl: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }
}
