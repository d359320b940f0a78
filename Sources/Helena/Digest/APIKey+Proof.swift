import Crypto
import Foundation

extension APIKey {
    /// HMAC-SHA-256 (RFC 2104) of a number under the key, in hexadecimal: it shows that one has the key,
    /// and nobody can make the key of it.
    package func proof(of nonce: String) -> String {
        HMAC<SHA256>.authenticationCode(
            for: Data(nonce.utf8), using: SymmetricKey(data: Data(secret.utf8))
        ).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
