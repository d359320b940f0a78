import Foundation
package import OutpostModel

/// What the local API answered.
package struct LocalAnswer: Sendable {
    package let status: Int
    /// By names in small letters; of repeated ones the last.
    package let headers: [String: String]
    package let body: String

    package var json: JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))
    }

    package func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.utf8))
    }
}
