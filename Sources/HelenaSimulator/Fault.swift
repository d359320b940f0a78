/// Everything that can go wrong with a request on its way, there or back.
///
/// The first group strikes before the API sees the request: nothing is applied. The second
/// strikes the answer: the API has done what it was asked.
package enum Fault: Sendable, Equatable {
    /// The request goes unanswered and the line is cut, as by `cutLine()`, until it is restored.
    case lineCut
    /// Accepted, and never a word.
    case neverAnswered
    /// The connection is reset (RST).
    case reset
    /// 429.
    ///
    /// Nil leaves `Retry-After` out.
    case tooManyRequests(RetryAfter?)
    /// 500 in plain text.
    case internalError
    /// 500 in the API's error shape, without a `key`.
    case unexplainedError
    /// 503 from a gateway, in HTML.
    case unavailable
    /// 200 with `error: true` and this key.
    case errorInOK(key: String)
    /// 500: this can never be done, and why in `details`.
    case refusal
    /// 200 with the login page of a hotel's Wi-Fi.
    case loginPage

    /// The whole answer, so long after the request was carried out.
    case delay(Duration)
    /// The head at once, the body in pieces over so long.
    case slowBody(Duration)
    /// Half the body, then the connection closes.
    case cutOff
    /// The connection closes without a byte of the answer.
    case answerLost
}
