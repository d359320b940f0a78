import Helena
import Logging

/// Makes the client of the remote API out of the settings, for as long as it is needed.
enum Remotes {
    /// Lends the client to `body`, and shuts it down whatever happens there.
    static func withClient<Value>(
        _ settings: Settings, logger: Logger, _ body: (HelenaClient) async throws -> Value
    ) async throws -> Value {
        let client = try client(settings, logger: logger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try? await client.shutdown()
        return try result.get()
    }

    /// Where the API is, and the proxy on the way to it.
    static func destination(
        _ settings: Settings
    ) throws -> (endpoint: HelenaEndpoint, proxy: HelenaProxy?) {
        let endpoint = try settings.endpoint ?? HelenaEndpoint(settings.keySource.read().impliedURL)
        let proxy =
            try settings.proxy ?? HelenaProxy.fromEnvironment(settings.environment, for: endpoint)
        return (endpoint, proxy)
    }

    private static func client(
        _ settings: Settings, logger: Logger
    ) throws(SettingsFailure) -> HelenaClient {
        let (key, impliedURL) = try settings.keySource.read()
        do {
            let endpoint = try settings.endpoint ?? HelenaEndpoint(impliedURL)
            let proxy =
                try settings.proxy
                ?? HelenaProxy.fromEnvironment(settings.environment, for: endpoint)
            return try HelenaClient(
                endpoint: endpoint, key: key, proxy: proxy, limits: settings.limits,
                extraCertificates: settings.caFile.map { [$0] }, keeping: settings.kept,
                logger: logger)
        } catch {
            throw SettingsFailure(["\(error)"])
        }
    }
}
