import Hummingbird
import OutpostModel

/// Whether a command, such as the doctor, has the agent's key and means its API.
struct Comparison: Room {
    let compare: @Sendable (Likeness.Question) -> Likeness.Answer?

    func add(to router: some RouterMethods<GatewayContext>) {
        router.post("outpost/v1/likeness") { request, _ in
            _ = try QueryWords(request)
            let object = try await request.object(knowing: "nonce", "proof")
            guard let nonce = object["nonce"]?.string,
                (16...128).contains(nonce.unicodeScalars.count)
            else {
                throw Problem.malformed("nonce is a text of 16 to 128 characters")
            }
            let question = Likeness.Question(nonce: nonce, proof: try proof(in: object))
            guard let answer = compare(question) else {
                throw Problem(kind: .notFound, detail: "the agent knows of no API")
            }
            return Response.json(answer)
        }
    }

    private func proof(in object: [String: JSONValue]) throws -> String? {
        switch object["proof"] {
        case nil, .null?: return nil
        case .string(let text)? where text.utf8.count == 64 && text.allSatisfy(\.isHexDigit):
            return text
        default: throw Problem.malformed("proof is null, or 64 hexadecimal digits")
        }
    }
}
