import Foundation
package import Helena
import OutpostModel

/// Where the API key comes from. It is read when it is needed, and kept nowhere else.
package enum KeySource: Sendable {
    /// The variable OUTPOST_HELENA_API_KEY.
    case environment(String)
    /// The setting `helena.apiKeyFile`.
    case file(String)
    /// systemd's credential `helena-api-key`.
    case credential(String)
    /// What somebody gave just now, for `outpost setup`.
    case given(String)
    case none

    package static let variable = "OUTPOST_HELENA_API_KEY"
    package static let credentialName = "helena-api-key"
    /// Bytes that are read of what is said to be a key: with its prefix, and space around it.
    package static let longest = APIKey.longest * 2

    /// The key, and the host that its prefix stands for.
    ///
    /// The vendor's own node sends keys that begin with `test_` and `staging_` to those hosts,
    /// without the prefix.
    package func read() throws(SettingsFailure) -> (key: APIKey, impliedURL: String) {
        let text = try content().trimmingCharacters(in: .whitespacesAndNewlines)
        for (prefix, url) in Self.hosts where text.hasPrefix(prefix) {
            guard let key = APIKey(String(text.dropFirst(prefix.count))) else { break }
            return (key, url)
        }
        throw SettingsFailure(["\(label) holds no usable API key"])
    }

    /// The same key, held in memory: for who is about to give up the right to read its file.
    package func taken() throws(SettingsFailure) -> KeySource {
        _ = try read()
        return .given(try content())
    }

    /// How another key takes its place, a part of a sentence.
    func replacement(_ installation: Installation) -> String {
        if case .environment = self {
            return "put it into \(Self.variable) where the agent is started, and start it anew"
        }
        return
            "`\(installation.command("setup --force"))` puts it in place and says what comes next"
    }

    /// The file that holds it, where one does.
    var path: String? {
        switch self {
        case .file(let path), .credential(let path): path
        case .environment, .given, .none: nil
        }
    }

    private static let hosts = [
        ("test_", "https://api-test.helena.run"),
        ("staging_", "https://api-staging.helena.run"),
        ("", "https://api.wts.chat"),
    ]

    private var label: String {
        switch self {
        case .environment: Self.variable
        // Not its path: that may be the key itself, put there by mistake.
        case .file: "the file that \(SettingKey.apiKeyFile.rawValue) names"
        case .credential: "the credential \(Self.credentialName)"
        case .given: "what was given"
        case .none: "nothing"
        }
    }

    private func content() throws(SettingsFailure) -> String {
        switch self {
        case .environment(let text), .given(let text):
            return text
        case .file(let path), .credential(let path):
            do {
                return try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw SettingsFailure([
                    "\(label) cannot be read: is it there, and readable for you?"
                ])
            }
        case .none:
            throw SettingsFailure([
                """
                no API key: `outpost setup` asks for it; or set \(Self.variable), or name a file that \
                holds it with \(SettingKey.apiKeyFile.rawValue)
                """
            ])
        }
    }
}
