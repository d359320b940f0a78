package import OutpostModel

extension HelenaClient {
    /// Whether who asks has our key, and where the API is for us.
    package func compare(_ question: Likeness.Question) -> Likeness.Answer {
        Likeness.Answer(
            sameKey: question.proof == key.proof(of: question.nonce), baseURL: endpoint.text)
    }
}
