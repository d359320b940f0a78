/// Where a session stands.
///
///     STARTED ──▶ PENDING ◀──▶ IN_PROGRESS ──▶ COMPLETED
///
/// A transfer to a department leads to PENDING, one to a user to IN_PROGRESS, and none is possible
/// once it is COMPLETED.
enum SessionStatus: String, CaseIterable, Sendable {
    case undefined = "UNDEFINED"
    case started = "STARTED"
    case pending = "PENDING"
    case inProgress = "IN_PROGRESS"
    case completed = "COMPLETED"
    case hidden = "HIDDEN"

    /// The n8n node sends `Started`, and the service takes it.
    init?(anyCase text: String) {
        self.init(rawValue: text.uppercased())
    }

    /// What the service shows people.
    var wording: String {
        switch self {
        case .undefined: "Indefinido"
        case .started: "Iniciado"
        case .pending: "Aguardando atendimento"
        case .inProgress: "Em atendimento"
        case .completed: "Concluído"
        case .hidden: "Oculto"
        }
    }
}
