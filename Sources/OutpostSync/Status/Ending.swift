import OutpostModel

/// How an intent ended, and what may be done for who still wants it.
struct Ending {
    private let intent: Intent
    private let scene: Scene?

    /// Why one is rejected whose session the server does not know.
    static let unknownSession = "the server does not know this session"

    init(_ intent: Intent, _ scene: Scene?) {
        self.intent = intent
        self.scene = scene
    }

    var text: String {
        let when = intent.endedAt.map { " at \(Timestamp($0).toTheMinute)" } ?? ""
        let why = intent.reason.map { ": \($0)" } ?? ""
        return "\(verb)\(when)\(why)."
    }

    private var verb: String {
        switch intent.state {
        case .superseded: "It was replaced"
        case .expired: "It expired"
        default: "It was \(intent.state.rawValue)"
        }
    }

    /// For what came to nothing.
    var next: String {
        if intent.reason?.contains(Self.unknownSession) == true {
            return "Look for the session that is meant: `outpost sessions NAME`."
        }
        let session = scene?.session?.session
        if let session, !session.status.isOpen {
            // What customers write is not for a command line that somebody copies: digits alone are.
            let digits = (session.contactPhone ?? "").filter { $0.isASCII && $0.isNumber }
            let name = digits.isEmpty ? "NAME" : digits
            return """
                A session that has ended stays where it is. If the customer writes again there is a new \
                one: `outpost sessions \(name)`.
                """
        }
        let number = session?.number ?? intent.sessionID.text
        return """
            Nothing more is sent. Whoever still wants it hands it in anew: `outpost transfer \(number) \
            --department D` (or --user U).
            """
    }
}
