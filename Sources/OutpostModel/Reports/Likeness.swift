/// Whether a command and the running agent mean the same API with the same key.
///
/// The key itself crosses no socket: what does is a proof that holds for one number only, and of which
/// nobody can make the key.
package enum Likeness {
    package struct Question: Codable, Hashable, Sendable {
        /// A number that was never used before, in hexadecimal.
        package let nonce: String
        /// HMAC-SHA-256 of the number under the key, in hexadecimal; null where there is none.
        @Nullable package var proof: String?

        package init(nonce: String, proof: String?) {
            self.nonce = nonce
            _proof = Nullable(wrappedValue: proof)
        }
    }

    package struct Answer: Codable, Hashable, Sendable {
        /// Whether the agent has the key that the proof was made with.
        package let sameKey: Bool
        /// Where the API is for the agent.
        package let baseURL: String

        package init(sameKey: Bool, baseURL: String) {
            self.sameKey = sameKey
            self.baseURL = baseURL
        }
    }
}
