extension Session {
    /// Where a session stands. An open set: the API may add words, and writes them in any case.
    package struct Status: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue.uppercased() }

        package static let undefined = Status(rawValue: "UNDEFINED")
        package static let started = Status(rawValue: "STARTED")
        /// Nobody attends to it yet.
        package static let pending = Status(rawValue: "PENDING")
        /// A user has it.
        package static let inProgress = Status(rawValue: "IN_PROGRESS")
        package static let completed = Status(rawValue: "COMPLETED")
        package static let hidden = Status(rawValue: "HIDDEN")

        package static let known: [Status] = [
            undefined, started, pending, inProgress, completed, hidden,
        ]
        /// Those that a session can still be transferred in, as the API lists them.
        package static let open: [Status] = [undefined, started, pending, inProgress]

        /// A word we do not know counts as open: better kept in the cache than lost from it.
        package var isOpen: Bool { self != .completed && self != .hidden }
    }
}
