import Foundation
import Hummingbird
import OutpostModel

extension Request {
    /// The body's object. Members that nobody knows are refused: a typing error would otherwise do
    /// nothing, and another transfer than the one that was meant be carried out.
    func object(knowing known: String...) async throws -> [String: JSONValue] {
        let body = try await self.body.collect(upTo: GatewayLimits.largestBody)
        guard let object = JSONValue(reading: Data(body.readableBytesView))?.object else {
            throw Problem.malformed(
                "the body is not a JSON object", advice: "it has " + known.joined(separator: ", "))
        }
        if let stranger = object.keys.sorted().first(where: { !known.contains($0) }) {
            throw Problem.malformed(
                "there is no member \"\(stranger.prefix(40))\" here",
                advice: "there are " + known.joined(separator: ", "))
        }
        return object
    }
}
