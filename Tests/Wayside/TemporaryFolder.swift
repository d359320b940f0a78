import Foundation

/// A folder for one test, open to the users that proxies turn themselves into.
package enum TemporaryFolder {
    /// Lends it to `body`, and takes it away whatever happens there.
    package static func with<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let path = NSTemporaryDirectory() + "wayside-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }
}
