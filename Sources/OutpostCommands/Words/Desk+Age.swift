import Foundation
import OutpostModel
import OutpostRuntime

extension Desk {
    /// Says how old what was just printed is.
    func sayAge(of resource: Resource, at now: Date) async throws {
        let cache = try await status().cache
        let state =
            switch resource {
            case .departments: cache.departments
            case .users: cache.users
            case .sessions: cache.sessions
            }
        guard let refreshedAt = state.refreshedAt?.date else {
            let why = state.failure.map { ": \($0)" } ?? ""
            Speech.say("\(resource.rawValue) were never fetched completely\(why)")
            return
        }
        let extent =
            state.complete ? "" : ", not complete" + (state.walked.map { ": \($0.words)" } ?? "")
        Speech.say("\(resource.rawValue) as of \(refreshedAt.ago(at: now))\(extent)")
    }
}

extension RefreshState.Walked {
    /// "1200 of 100000"
    var words: String { total.map { "\(items) of \($0)" } ?? "\(items) so far" }
}
