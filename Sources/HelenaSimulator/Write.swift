/// What the four PUTs can do to a session.
enum Write: Equatable, Sendable {
    case transfer(Transfer)
    case assignee(String)
    case status(SessionStatus)
    case complete

    var kind: JournalEntry.Kind {
        switch self {
        case .transfer: .transfer
        case .assignee: .assignee
        case .status: .status
        case .complete: .complete
        }
    }

    init(_ kind: JournalEntry.Kind, body: [UInt8]) throws(Refusal) {
        // Only completing has nothing that must be said.
        let value = body.isEmpty && kind == .complete ? .object([:]) : JSONValue(parsing: body)
        guard let value, value.isObject, value.member("options")?.isObject != false else {
            throw .malformedBody
        }
        switch kind {
        case .transfer:
            self = .transfer(try Transfer(value))
        case .assignee:
            guard let user = try Transfer.id(value, "userId") else { throw .invalid("userId") }
            self = .assignee(user)
        case .status:
            guard let text = value.member("newStatus")?.string,
                let status = SessionStatus(anyCase: text)
            else { throw .invalid("newStatus") }
            self = .status(status)
        case .complete:
            self = .complete
        }
    }
}
