/// How Outpost stands on this computer: what a person has to type there.
package enum Installation: Hashable, Sendable {
    /// A service, for more people than one: root starts it and changes its settings.
    case service
    /// Somebody's own.
    case own

    package var start: String {
        self == .service ? "sudo systemctl start outpost" : "outpost run"
    }

    /// A part of a sentence.
    package var restart: String {
        self == .service ? "`sudo systemctl restart outpost`" : "end it, then `outpost run`"
    }

    /// A part of a sentence.
    package var stop: String {
        self == .service ? "`sudo systemctl stop outpost`" : "end the agent"
    }

    /// A command that changes what belongs to the agent.
    package func command(_ words: String) -> String {
        (self == .service ? "sudo outpost " : "outpost ") + words
    }
}
