import Testing

@testable import Helena

/// That one has a key, shown without the key.
struct ProofTests {
    @Test(
        "the digest is SHA-256, by the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func digest(_ text: String, _ expected: String) {
        #expect(hex(SHA256.digest(Array(text.utf8))) == expected)
    }

    @Test("the code is HMAC-SHA-256, by the examples of RFC 4231, with keys of any length")
    func code() {
        let short = APIKey.code(
            Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hex(short) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = APIKey.code(
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            key: [UInt8](repeating: 0xaa, count: 131))
        #expect(hex(long) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("a proof holds for one number and one key, and holds nothing of the key")
    func proof() throws {
        let key = try #require(APIKey("pn_unmistakable"))
        let other = try #require(APIKey("pn_unmistakably"))
        #expect(key.proof(of: "1") == key.proof(of: "1"))
        #expect(key.proof(of: "1") != key.proof(of: "2"))
        #expect(key.proof(of: "1") != other.proof(of: "1"))
        #expect(!key.proof(of: "1").contains("unmistakable"))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
