package import Foundation
package import OutpostModel

/// Why an intent is where it is, and what happens next, in words that a shop manager understands.
package struct Explanation: Hashable, Sendable {
    /// What decides about an intent besides itself.
    package struct Circumstances: Hashable, Sendable {
        package var agentRuns = false
        package var installation = Installation.own
        /// How another key takes the place of one that is refused, a part of a sentence.
        package var newKey: String?
        package var line: Connectivity?
        /// An earlier open intent of the same session.
        package var earlier: Intent?
        /// How long its lane still rests after a failure.
        package var rest: Duration?
        /// What keeps every request of replay's from leaving.
        package var stall: Stall?
        /// What on this computer keeps the queue from moving.
        package var obstacle: String?
        /// Where its session is by now, and what became of its target.
        package var scene: Scene?
        /// How many intents are queued before it.
        package var ahead = 0

        package init() {}
    }

    package let text: String
    /// What a plain retry would come to; nil where there is nothing to retry.
    package let retry: String?

    package init(_ intent: Intent, _ circumstances: Circumstances, at now: Date) {
        let scene = circumstances.scene
        let against = scene?.against(intent)
        retry = intent.state == .conflict ? RetryForecast(intent, scene).text : nil
        let sentences: [String?] =
            switch intent.state {
            case .queued:
                [
                    Waiting(intent, circumstances).text,
                    against.map {
                        """
                        But \($0): the server will hardly take it. `outpost queue cancel \
                        \(intent.id.short)` gives it up.
                        """
                    },
                    intent.isAmbiguous
                        ? """
                        It was sent before and the answer was lost, so the session is looked at \
                        before anything is sent again.
                        """ : nil,
                    "If it is not delivered by \(Timestamp(intent.expiresAt).toTheMinute), it expires.",
                ]
            case .sending:
                [
                    "It is on its way to the server at this moment.",
                    circumstances.obstacle.map {
                        "How that comes out cannot be written down yet: \($0)."
                    },
                ]
            case .conflict:
                [
                    "It waits for a person: \(intent.reason ?? "it could not be carried out").",
                    scene?.place, against.map { "And \($0)." },
                    """
                    `outpost queue retry --force \(intent.id.short)` carries it out all the same, \
                    `outpost queue cancel \(intent.id.short)` gives it up.
                    """, retry,
                ]
            case .held:
                [
                    "An operator stopped it.",
                    "`outpost queue release \(intent.id.short)` lets it go on.",
                    against.map { "But \($0)." },
                ]
            case .delivered, .superseded, .cancelled: [Ending(intent, scene).text]
            case .expired, .rejected:
                [
                    Ending(intent, scene).text, against.map { "By now \($0)." },
                    Ending(intent, scene).next,
                ]
            }
        text = sentences.compactMap(\.self).joined(separator: " ")
    }
}
