import OutpostModel

/// An intent's life, drawn a second time, from the design and not from the program.
enum Life {
    static let steps: [Intent.State: Set<Intent.State>] = [
        .queued: [
            .sending, .delivered, .rejected, .conflict, .superseded, .cancelled, .expired, .held,
        ],
        .sending: [.delivered, .queued, .rejected, .conflict],
        .conflict: [.queued, .cancelled, .expired],
        .held: [.queued, .cancelled, .expired],
    ]

    static func allows(_ from: Intent.State, _ to: Intent.State) -> Bool {
        steps[from]?.contains(to) ?? false
    }
}
