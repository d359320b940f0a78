/// Everything that is wrong with the settings, together, so that they are mended in one go.
package struct SettingsFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence each, with the setting's name. Never the key.
    package let problems: [String]

    package init(_ problems: [String]) { self.problems = problems }

    package var description: String { problems.joined(separator: "\n") }
}
