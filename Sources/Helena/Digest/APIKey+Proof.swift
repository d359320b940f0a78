extension APIKey {
    /// HMAC-SHA-256 (RFC 2104) of a number under the key, in hexadecimal: it shows that one has the key,
    /// and nobody can make the key of it.
    package func proof(of nonce: String) -> String {
        Self.code(Array(nonce.utf8), key: Array(secret.utf8))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > SHA256.blockSize ? SHA256.digest(key) : key
        let block = short + [UInt8](repeating: 0, count: SHA256.blockSize - short.count)
        let inner = SHA256.digest(block.map { $0 ^ 0x36 } + message)
        return SHA256.digest(block.map { $0 ^ 0x5c } + inner)
    }
}
