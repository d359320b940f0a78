import Foundation
import Glibc

/// Where `outpost setup` puts the key, and where the settings are.
package struct SetupPlace: Hashable, Sendable {
    package let directory: String
    /// The service of Debian's package: it gets its key from systemd, and needs no setting for that.
    package let isService: Bool

    package var keyPath: String { directory + "/" + KeySource.credentialName }
    package var settingsPath: String

    /// A directory that was named.
    package init(directory: String) {
        self.init(URL(fileURLWithPath: directory).standardizedFileURL.path, isService: false)
    }

    /// The service's place, where there is a service; else the user's own. Nil if that is not known,
    /// without XDG_CONFIG_HOME and HOME.
    ///
    /// - Throws: ``SetupFailure/needsRoot``. Settings of his own would cut who is not root off from the
    ///   service: his commands would read them, and hand his transfers to nobody.
    package init?(
        _ environment: [String: String], isRoot: Bool = geteuid() == 0,
        hasService: Bool = Self.hasService
    ) throws(SetupFailure) {
        if hasService {
            guard isRoot else { throw .needsRoot }
            self.init("/etc/outpost", isService: true)
        } else if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty {
            self.init(directory: folder + "/outpost")
        } else if let home = environment["HOME"], !home.isEmpty {
            self.init(directory: home + "/.config/outpost")
        } else {
            return nil
        }
    }

    private init(_ directory: String, isService: Bool) {
        self.directory = directory
        self.isService = isService
        settingsPath = directory + "/outpost.yaml"
    }

    /// Of the service of Debian's package; only root can read it.
    static let serviceKey = "/etc/outpost/" + KeySource.credentialName

    /// Whether Debian's package is installed.
    package static var hasService: Bool {
        FileManager.default.fileExists(atPath: "/lib/systemd/system/outpost.service")
    }

    /// The settings file, if there is one.
    package var settingsFile: String? {
        FileManager.default.fileExists(atPath: settingsPath) ? settingsPath : nil
    }
}
