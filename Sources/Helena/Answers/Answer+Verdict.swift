import Foundation
import OutpostModel

extension Answer {
    /// The answer's JSON if it is a success of this API; otherwise what its failure means.
    ///
    /// `host` is for the sentences. `now` dates a `Retry-After`, where the answer has no `Date`.
    func value(from host: String, now: Date) throws(RemoteFailure) -> JSONValue {
        let json = json
        if let failure = failure(body: ErrorBody(json), host: host, now: now) { throw failure }
        guard let json, json.object != nil || json.array != nil else {
            throw .notTheAPI(host, status: status)
        }
        return json
    }

    /// Nil for a success. The rules, in the order in which they are asked:
    ///
    /// 1. An error under HTTP 200 counts with the status that its body names.
    /// 2. Redirects and 511 come from a login page; 407 from a proxy, and so does, where one reads
    ///    along, any error that is not in the API's own words.
    /// 3. The key: 401, 403, or the API's word for them. Then 429, then the busy ones.
    /// 4. What the API says it will never do: `FORM_ERROR`, unsolvable, or any 4xx of its own.
    private func failure(body: ErrorBody?, host: String, now: Date) -> RemoteFailure? {
        guard !isSuccess || body != nil else { return nil }
        let status = isSuccess ? body?.status ?? self.status : self.status
        let said = body.map(\.words).flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
        let wait = RetryAfter(retryAfter, date: date, now: now)?.pause
        switch status {
        case 100..<200, 300..<400, 511:
            return .notTheAPI(host, status: self.status)
        case 407:
            return RemoteFailure(
                .offline(.proxyRefused), mayHaveBeenApplied: false,
                reason: relay.map { "the proxy \($0) asks for a password or refuses ours" }
                    ?? "a proxy on the way to \(host) asks for a password")
        case 400... where relay != nil && body == nil && status != 429:
            return RemoteFailure(
                .offline(.proxyRefused), mayHaveBeenApplied: status >= 500,
                reason: "the proxy \(relay ?? "") answered for \(host) with status \(status)",
                retryAfter: wait)
        case _ where body?.isUnauthorized == true, 401, 403:
            return RemoteFailure(
                .keyRefused(status: status == 403 ? 403 : 401), mayHaveBeenApplied: false,
                reason: "\(host) refused the API key\(said)")
        case 429:
            return RemoteFailure(
                .throttled, mayHaveBeenApplied: false,
                reason: "\(host) says that the account's limit is used up", retryAfter: wait)
        case 408, 425, 502, 503, 504:
            return RemoteFailure(
                .unavailable(status: status), mayHaveBeenApplied: true,
                reason: "\(host) is busy or out of order (status \(status))", retryAfter: wait)
        default:
            guard let body, body.isFormError || body.isUnsolvable || (400..<500).contains(status)
            else {
                return RemoteFailure(
                    .unexplained(status: status), mayHaveBeenApplied: true,
                    reason: "\(host) failed with status \(status)\(said)", retryAfter: wait)
            }
            return RemoteFailure(
                .rejected(key: body.key), mayHaveBeenApplied: false,
                reason: "\(host) refused the request\(said)",
                refusal: RemoteRefusal(
                    status: status, key: body.key, text: body.text, body: errorText))
        }
    }
}

extension RemoteFailure {
    /// Something answered, but not this API.
    ///
    /// It may have passed the request on all the same.
    static func notTheAPI(_ host: String, status: Int) -> RemoteFailure {
        RemoteFailure(
            .offline(.notTheAPI), mayHaveBeenApplied: true,
            reason: "what answered for \(host) is not the API (status \(status))")
    }
}
