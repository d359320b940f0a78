import Caller
import OutpostModel

/// What an error in the API's shape says, without what differs each time: its id, its date, and
/// whether the status is written as a number or as a text, in which the API itself is inconsistent.
struct SpokenError: Hashable {
    let status: Int
    let httpStatusCode: Int64?
    let key: String?
    let text: String?
    let isUnsolvable: Bool?
    /// The members it has, but for those that the API itself adds now and then.
    let members: Set<String>

    /// Nil for what is none.
    init?(_ answer: LocalAnswer) {
        guard let object = answer.json?.object, object["error"] == .bool(true) else { return nil }
        status = answer.status
        httpStatusCode = object["httpStatusCode"]?.integer
        key = object["key"]?.string
        text = object["text"]?.string
        isUnsolvable = object["isUnsolvableError"]?.bool
        members = Set(object.keys).subtracting(["traceFlags"])
    }
}
