import Foundation
package import OutpostModel
import Schema

/// The OpenAPI document of the local API, and whether answers are as it says.
package struct APIDocument: Sendable {
    package let root: JSONValue

    package init() throws {
        root = try JSONDecoder().decode(JSONValue.self, from: Data(Schema.api))
    }

    /// Every operation: "GET /outpost/v1/status".
    package var operations: Set<String> {
        Set(
            (root["paths"]?.object ?? [:]).flatMap { path, item in
                (item.object ?? [:]).keys.map { "\($0.uppercased()) \(path)" }
            })
    }

    /// What is wrong with an answer to this operation; none if it is as documented.
    package func complaints(
        about answer: LocalAnswer, to method: String, _ path: String
    ) -> [String] {
        guard let operation = root["paths"]?[path]?[method.lowercased()] else {
            return ["\(method) \(path) is not in the document"]
        }
        let responses = operation["responses"]
        guard let response = resolved(responses?["\(answer.status)"] ?? responses?["default"])
        else { return ["\(answer.status) is not documented"] }
        guard let content = response["content"]?.object else {
            return answer.body.isEmpty ? [] : ["a body where none is documented"]
        }
        let type = answer.headers["content-type"]?.prefix { $0 != ";" } ?? ""
        guard let media = content[String(type)] else { return ["\(type) is not documented"] }
        guard let schema = media["schema"], type.hasSuffix("json") else { return [] }
        guard let json = answer.json else { return ["the body is not JSON"] }
        return SchemaCheck(root).complaints(json, schema)
    }

    private func resolved(_ value: JSONValue?) -> JSONValue? {
        value.map { SchemaCheck(root).resolved($0) }
    }
}
