package import OutpostModel

/// What a plain retry of an intent in conflict will come to, as far as the copy knows: by the rules by
/// which it will be decided.
package struct RetryForecast: Hashable, Sendable {
    package let text: String

    package init(_ intent: Intent, _ scene: Scene?) {
        guard let session = scene?.session?.session else {
            text = "Without --force the session is looked at again, by the same rules as before."
            return
        }
        text =
            switch Carriage(intent).afterLook(.success(session)) {
            case .send: "Without --force it is tried once more, by the same rules."
            case .end(let verdict): Self.words(verdict, intent, session)
            case .look: "Without --force the session is looked at again."
            }
    }

    private static func words(
        _ verdict: Verdict, _ intent: Intent, _ session: Session
    ) -> String {
        switch verdict.settlement?.state {
        case .conflict where intent.base.map { $0.placement == session.placement } ?? true:
            "Without --force it becomes a conflict again: \(verdict.settlement?.reason ?? "")."
        case .conflict:
            """
            Without --force it becomes a conflict again, unless the session has been moved back: it is \
            not where it was when this transfer was accepted.
            """
        case .delivered: "Without --force it will be found to be there already."
        case .rejected:
            "Without --force it will be rejected, for the session is \(session.status.rawValue)."
        default: "Without --force it ends: \(verdict.settlement?.reason ?? "by the same rules")."
        }
    }
}
