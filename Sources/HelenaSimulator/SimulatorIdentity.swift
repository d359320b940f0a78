package import NIOSSL

/// What the simulator proves itself with, so that it is spoken to over TLS.
package struct SimulatorIdentity: Sendable {
    /// The simulator's certificate and those that lead to its authority, in PEM.
    package let certificateChain: String
    /// In PEM, without a passphrase.
    package let privateKey: String

    package init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }

    /// Throws where the two are not PEM, or do not belong together.
    package var context: NIOSSLContext {
        get throws {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificateChain.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(privateKey.utf8), format: .pem)
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        }
    }
}
