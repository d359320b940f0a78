/// A setting that the client cannot work with.
///
/// All of them ask a person to correct the settings.
///
/// No case carries the setting's value: it may hold a password.
package enum HelenaSettingError: Error, Hashable, Sendable {
    case endpoint(String)
    case proxy(String)
    case certificates(path: String)
}

extension HelenaSettingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .endpoint(let problem): "the API's address \(problem)"
        case .proxy(let problem): "the proxy's address \(problem)"
        case .certificates(let path): "no certificates (PEM) could be read from \(path)"
        }
    }
}
