/// Why a key or a setting was not put in its place. Nothing was changed then.
package enum SetupFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The service's key is root's. Be root, or name a directory of your own.
    case needsRoot
    /// The API refuses the key. Get another one.
    case refused(reason: String)
    /// Nobody could say whether the key is right: the line is down, or the server is busy. Later.
    case notChecked(reason: String)
    /// There is a key already. Say that it is to be replaced.
    case keyIsThere(path: String)
    /// A file cannot be written. Mend its owner or its modes.
    case cannotWrite(path: String, detail: String)
    /// The settings file cannot be changed without touching other lines. Change it by hand.
    case cannotEdit(path: String, name: String, value: String)
    /// The service's settings name a file for the key, which goes before ours. Take that line away.
    case namesAnotherKey(path: String)

    package var description: String {
        switch self {
        case .needsRoot: "on this computer Outpost is a service, and only root sets it up"
        case .refused(let reason): "the API refuses the key: \(reason)"
        case .notChecked(let reason): "the key could not be checked: \(reason)"
        case .keyIsThere(let path): "there is a key already: \(path)"
        case .cannotWrite(let path, let detail): "\(path) cannot be written: \(detail)"
        case .cannotEdit(let path, let name, let value):
            "\(path) cannot be changed without risk to its other lines: \(name) shall be \(value)"
        case .namesAnotherKey(let path):
            "\(SettingKey.apiKeyFile.rawValue) in \(path) names another file for the key"
        }
    }
}
