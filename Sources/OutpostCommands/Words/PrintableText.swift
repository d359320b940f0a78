extension String {
    /// The text without what a terminal would obey: a customer chooses his own name, and must not be
    /// able to move the cursor, set the window's title, or turn the line around with it.
    ///
    /// Ends of lines and our own bold type stay.
    var printable: String {
        var result = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.first {
            if let own = Terminal.sequences.first(where: { rest.starts(with: $0.unicodeScalars) }) {
                result.append(contentsOf: own.unicodeScalars)
                rest = rest.dropFirst(own.unicodeScalars.count)
                continue
            }
            result.append(scalar == "\n" || !scalar.isObeyed ? scalar : " ")
            rest = rest.dropFirst()
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Control characters, ends of lines and paragraphs, and what changes the writing's direction.
    fileprivate var isObeyed: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        default: false
        }
    }
}
