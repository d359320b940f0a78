import Helena
import Logging

/// Makes the client of the remote API out of the settings.
enum Remotes {
    /// - Returns: the client, and where it goes, for a log line.
    static func client(
        _ settings: Settings, logger: Logger
    ) throws(SettingsFailure) -> (remote: HelenaClient, label: String) {
        let (key, impliedURL) = try settings.keySource.read()
        do {
            let endpoint = try settings.endpoint ?? HelenaEndpoint(impliedURL)
            let proxy =
                try settings.proxy
                ?? HelenaProxy.fromEnvironment(settings.environment, for: endpoint)
            let client = try HelenaClient(
                endpoint: endpoint, key: key, proxy: proxy, limits: settings.limits,
                extraCertificates: settings.caFile.map { [$0] }, logger: logger)
            return (client, endpoint.label)
        } catch {
            throw SettingsFailure(["\(error)"])
        }
    }
}
