import Hummingbird
import OutpostModel

extension Response {
    /// Any value as JSON. What cannot be written as JSON is a defect.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        type: String = "application/json"
    ) -> Response {
        guard let text = try? JSONText.encode(value) else {
            return Response(status: .internalServerError)
        }
        return .json(text: text, status: status, headers: headers, type: type)
    }

    /// What is JSON already.
    static func json(
        text: String, status: HTTPResponse.Status = .ok, headers: HTTPFields,
        type: String = "application/json"
    ) -> Response {
        json(ByteBuffer(string: text), status: status, headers: headers, type: type)
    }

    static func json(
        _ text: ByteBuffer, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        type: String = "application/json"
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: .init(byteBuffer: text))
    }
}
