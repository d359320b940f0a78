import Foundation
import Glibc
import Helena
package import Logging
import OutpostModel

/// Puts the API key in its place, after the API has said that it is right.
package struct KeySetup: Sendable {
    private let place: SetupPlace
    private let settings: Settings

    /// - Parameter settings: how the API is reached: its address, a proxy, certificates.
    package init(_ place: SetupPlace, _ settings: Settings) {
        self.place = place
        self.settings = settings
    }

    /// The file with the key that is there already; nil if there is none.
    package var keyThatIsThere: String? {
        let named = place.settingsFile.flatMap { try? Self.text($0) }?.value(.apiKeyFile)
        return [named, place.keyPath].compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    /// Asks the API for one session, as the agent does when it looks whether the line is there.
    ///
    /// - Returns: the API's address.
    /// - Throws: ``SetupFailure``, or ``SettingsFailure`` if it can be no key.
    package func check(_ key: String, logger: Logger) async throws -> String {
        var settings = settings
        settings.keySource = .given(key)
        return try await Remotes.withClient(settings, logger: logger) { remote in
            do throws(RemoteFailure) {
                _ = try await remote.sessions(SessionPageRequest(pageSize: 1))
            } catch {
                guard case .keyRefused = error.kind else {
                    throw SetupFailure.notChecked(reason: error.reason)
                }
                throw SetupFailure.refused(reason: error.reason)
            }
            return remote.destination
        }
    }

    /// Writes the key, and what the settings need to say.
    ///
    /// - Parameter changesAddress: whether the API's address goes into the settings, too: where it is
    ///   not what the key says.
    /// - Returns: whether the settings were changed.
    package func write(
        _ key: String, changesAddress: Bool
    ) throws(SetupFailure) -> Bool {
        var changes: [(SettingKey, String)] = []
        if changesAddress, let endpoint = settings.endpoint {
            changes.append((.baseURL, endpoint.text))
        }
        if !place.isService { changes.append((.apiKeyFile, place.keyPath)) }
        // Made first, so that nothing is written if it cannot be.
        let text = try changed(changes)
        makeDirectory()
        // The settings first: they may stand somewhere else, and if they cannot be written the key that
        // is there stays.
        if let text {
            try ChangedFile(path: place.settingsPath).write(
                text, mode: place.isService ? 0o644 : 0o600, keepsMode: true)
        }
        try ChangedFile(path: place.keyPath).write(key + "\n", mode: 0o600, keepsMode: false)
        return text != nil
    }

    /// The settings with the changes; nil if they say all that already.
    private func changed(_ changes: [(SettingKey, String)]) throws(SetupFailure) -> String? {
        let path = place.settingsPath
        var text = SettingsText("")
        if place.settingsFile != nil { text = try Self.text(path) }
        if place.isService, text.value(.apiKeyFile) != nil { throw .namesAnotherKey(path: path) }
        let missing = changes.filter { text.value($0.0) != $0.1 }
        for (key, value) in missing where !text.set(key, to: value) {
            throw .cannotEdit(path: path, name: key.rawValue, value: value)
        }
        return missing.isEmpty ? nil : text.text
    }

    private static func text(_ path: String) throws(SetupFailure) -> SettingsText {
        do {
            return SettingsText(try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw .cannotWrite(path: path, detail: "it cannot be read")
        }
    }

    /// Whether it could be made is seen when the key is written.
    private func makeDirectory() {
        try? FileManager.default.createDirectory(
            atPath: place.directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: place.isService ? 0o755 : 0o700])
    }
}
