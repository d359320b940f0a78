import Foundation
package import HelenaSimulator
import Subprocess
import SystemPackage

/// An authority of a test's own, made with Debian's `openssl` and gone with the test's folder.
///
/// Certificates that lie in a repository end one day, and then the tests fail for a reason that
/// nobody remembers.
package struct CertificateAuthority: Sendable {
    private let folder: String

    /// The path of its own certificate, which says whom it may be trusted for.
    package var certificate: String { folder + "/authority.pem" }

    /// Makes one in a folder that is there.
    package init(in folder: String) async throws {
        self.folder = folder + "/authority-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: self.folder, withIntermediateDirectories: true)
        try settings.write(toFile: self.folder + "/settings", atomically: true, encoding: .utf8)
        try Data().write(to: URL(fileURLWithPath: self.folder + "/issued"))
        try await openssl(
            Self.newRequest + [
                "-x509", "-days", "2", "-subj", "/CN=An authority of the tests",
                "-addext", "basicConstraints=critical,CA:TRUE",
                "-keyout", "authority.key", "-out", "authority.pem",
            ])
    }

    /// A certificate for one host, a name or an address, and its key.
    ///
    /// It is valid on these days, counted from now.
    package func identity(
        of host: String, days: ClosedRange<Int> = -1...1
    ) async throws -> SimulatorIdentity {
        let name = UUID().uuidString
        let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
        try await openssl(
            Self.newRequest + [
                "-subj", "/CN=A host of the tests", "-addext",
                "subjectAltName=\(isAddress ? "IP" : "DNS"):\(host)",
                "-keyout", "\(name).key", "-out", "\(name).request",
            ])
        try await openssl([
            "ca", "-batch", "-notext", "-config", "settings", "-in", "\(name).request", "-out",
            "\(name).pem", "-startdate", moment(days.lowerBound),
            "-enddate", moment(days.upperBound),
        ])
        return SimulatorIdentity(
            certificateChain: try text(name + ".pem"), privateKey: try text(name + ".key"))
    }

    private static let newRequest = [
        "req", "-new", "-config", "settings", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:P-256", "-nodes",
    ]

    private func openssl(_ arguments: [String]) async throws {
        let result = try await run(
            .name("openssl"), arguments: Arguments(arguments), workingDirectory: FilePath(folder),
            output: .discarded, error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw Trouble("openssl failed: \(result.standardError)")
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    /// As `openssl ca` wants it: `20300102030405Z`.
    private func moment(_ day: Int) -> String {
        let date = Date(timeIntervalSinceNow: TimeInterval(day * 86_400))
        return date.ISO8601Format().filter(\.isNumber) + "Z"
    }

    private var settings: String {
        """
        [ca]
        default_ca = authority
        [authority]
        certificate = authority.pem
        private_key = authority.key
        database = issued
        new_certs_dir = .
        rand_serial = yes
        unique_subject = no
        default_md = sha256
        copy_extensions = copy
        policy = names
        [names]
        commonName = supplied
        [req]
        distinguished_name = subject
        [subject]
        """
    }
}
