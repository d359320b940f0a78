import OutpostModel
import Testing

/// One thing that goes wrong, set up for real, and what Outpost has to say of it.
struct Incident: Sendable, CustomTestStringConvertible {
    /// What a command says, or why it cannot.
    enum Saying: Sendable {
        /// The cause and the next step; `json`: the cause as programs find it.
        case names(cause: String, next: String, json: String? = nil)
        /// It ends with that status, and its words name the cause and the next step.
        case fails(Int32, cause: String, next: String)
        /// It has nothing to do with it: why, and the stage itself shows what happens instead.
        case hasNoPart(String)
    }

    /// What the doctor finds.
    struct Diagnosis: Sendable {
        let check: Finding.Check
        let state: Finding.State
        let cause: String
        let next: String

        init(_ check: Finding.Check, _ state: Finding.State, _ cause: String, next: String) {
            self.check = check
            self.state = state
            self.cause = cause
            self.next = next
        }
    }

    /// Asks Outpost what is wrong, while it is: of the branch, and of a transfer that suffers from it.
    typealias Asking = (Branch, Intent.ID?) async throws -> Void

    let testDescription: String
    let status: Saying
    let diagnosis: Diagnosis
    let explanation: Saying
    var isPossible = true
    /// Sets it up, and keeps it up while it is asked.
    let stage: @Sendable (Asking) async throws -> Void

    static let all = [
        expiredKey, proxy407, captivePortal, nameGone, clockYearOff, certificateUnknown, diskFull,
        damagedCache, damagedOutbox, secondAgent, slowAPI, storm429, poisonedSession,
        departmentDeleted, userLeft, completedSession, movedSession, unknownToken,
        wrongDirectoryMode, settingsTypo,
    ]
}
