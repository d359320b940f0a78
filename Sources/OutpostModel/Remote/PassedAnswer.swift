/// What the API answered to it.
package struct PassedAnswer: Sendable {
    package let status: Int
    package let fields: [HeaderField]
    package let body: ByteStream
    /// Of the body, bytes; nil where it was not said.
    package let length: Int?
    /// How long it asks us to wait, where it says that the account's limit is used up.
    package let pause: Duration?

    package init(
        status: Int, fields: [HeaderField], body: ByteStream, length: Int? = nil,
        pause: Duration? = nil
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.length = length
        self.pause = pause
    }

    package func with(_ body: ByteStream) -> PassedAnswer {
        PassedAnswer(status: status, fields: fields, body: body, length: length, pause: pause)
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// Whether the API itself has spoken, and not a login page or a proxy on the way to it.
    package var isTheAPIs: Bool {
        let type = fields.first { $0.name == "content-type" }?.value.lowercased() ?? ""
        return (200..<500).contains(status) && status != 407 && type.contains("json")
    }
}
