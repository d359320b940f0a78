import Foundation
import OutpostModel

extension RefreshRequest {
    /// Reads a request body; a body that is none is a 400 that says what is expected.
    init(decoding body: Data) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: body)
        } catch {
            throw Problem.malformed(
                #"expected {"resources": ["departments", "users", "sessions"], "full": false}"#)
        }
    }
}
