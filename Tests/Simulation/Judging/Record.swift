import OutpostModel

/// What the oracle knows of one intent, from what was promised and what was seen on the wire.
struct Record {
    let number: Int
    let id: Intent.ID
    let chat: Int
    let target: TransferTarget
    let ifMoved: Intent.IfMoved
    let lifetime: Duration
    let acceptedAt: Duration
    var state = Intent.State.queued
    var endedAt: Duration?
    /// Where the session may be without anybody having interfered; empty while nothing is known.
    var expected: [Placement]
    var isForced = false
    /// The machine was restarted with a wrong clock: nothing can be told about its time.
    var isTimeless = false
    /// A request left, and its answer has not been heard.
    var owesLook = false
    /// A request's answer was lost, and the session may be where it was to go.
    var mayHaveArrived = false
    /// Where in the session's history its latest effect is.
    var effects: [Int] = []
    /// A look of it found the session where it was to go.
    var wasSeenThere = false
    var wasPruned = false

    /// Whether a session there has arrived, as far as the target's words go.
    func isReached(at placement: Placement) -> Bool {
        switch target {
        case .department(let department): placement.departmentID == department
        case .user(let user, in: let department):
            placement.userID == user
                && (department == nil || placement.departmentID == department)
        }
    }
}
