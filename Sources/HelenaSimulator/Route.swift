/// The addresses that the simulator knows.
enum Route: Equatable, Sendable {
    case departments
    case department(String)
    case agents
    case agent(String)
    case sessions(APIVersion)
    case session(String, APIVersion)
    case messages(String)
    case write(JournalEntry.Kind, String)

    /// Nil for everything else, which the service calls unauthorized.
    init?(_ request: Request) {
        let parts = request.path.lowercased().split(separator: "/").map(String.init)
        guard (3...5).contains(parts.count) else { return nil }
        let last = parts.count > 3 ? parts[3] : ""
        switch (request.method, parts.prefix(3).joined(separator: "/"), parts.count) {
        case ("GET", "core/v1/department", 3), ("GET", "core/v2/department", 3):
            self = .departments
        case ("GET", "core/v1/department", 4): self = .department(last)
        case ("GET", "core/v1/agent", 3): self = .agents
        case ("GET", "core/v1/agent", 4): self = .agent(last)
        case ("GET", "chat/v1/session", 3): self = .sessions(.v1)
        case ("GET", "chat/v2/session", 3): self = .sessions(.v2)
        case ("GET", "chat/v1/session", 4): self = .session(last, .v1)
        case ("GET", "chat/v2/session", 4): self = .session(last, .v2)
        case ("GET", "chat/v1/session", 5) where parts[4] == "message": self = .messages(last)
        case ("PUT", "chat/v1/session", 5):
            guard let kind = JournalEntry.Kind(rawValue: parts[4]) else { return nil }
            self = .write(kind, last)
        default: return nil
        }
    }
}
