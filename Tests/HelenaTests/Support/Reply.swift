/// What a ``RawServer`` does when it has read a request.
enum Reply: Sendable {
    /// Sends this and waits for the next request.
    case answer(String)
    /// Sends this and closes.
    case lastAnswer(String)
    /// Sends this text, then these bytes in base 64.
    case encoded(String, String)
    /// Sends this, then a space every 20 ms, for ever.
    case drip(String)
    case silence
    case close
    /// Breaks the connection with RST.
    case reset

    /// A whole HTTP answer.
    static func http(_ status: Int, _ body: String, _ fields: [String] = []) -> Reply {
        .answer(text(status, body, fields))
    }

    static func text(
        _ status: Int, _ body: String, _ fields: [String] = [], length: Int? = nil
    ) -> String {
        let head =
            ["HTTP/1.1 \(status) Status", "Content-Length: \(length ?? body.utf8.count)"] + fields
        return head.joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}
