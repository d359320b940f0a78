import Testing

@testable import Helena

/// That one has a key, shown without the key.
struct ProofTests {
    @Test("the code is HMAC-SHA-256, by the second example of RFC 4231")
    func code() throws {
        let key = try #require(APIKey("Jefe"))
        #expect(
            key.proof(of: "what do ya want for nothing?")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
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
}
