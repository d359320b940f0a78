import Foundation
import Hummingbird
import OutpostModel

extension GatewayContext {
    /// The intent that the path names.
    var intentID: Intent.ID {
        get throws(Problem) {
            guard let id = parameters.get("id").flatMap(Intent.ID.init) else {
                throw .malformed(
                    "the path holds no transfer's id, which is a UUID",
                    advice: "GET /outpost/v1/intents lists them with their whole ids")
            }
            return id
        }
    }

    /// A word in the path, without its percent-encoding.
    func word(_ name: String) throws(Problem) -> String {
        guard let word = parameters.get(name)?.removingPercentEncoding else {
            throw .malformed("the path is not percent-encoded UTF-8")
        }
        return word
    }
}
