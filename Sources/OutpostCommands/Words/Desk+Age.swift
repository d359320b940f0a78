import Foundation
import OutpostModel
import OutpostRuntime

extension Desk {
    /// Says how old what was just printed is.
    func sayAge(of resource: Resource, at now: Date) async throws {
        let state = try await standing(of: resource)
        guard let refreshedAt = state.refreshedAt else {
            let why = state.failure.map { ": \($0)" } ?? ""
            Speech.say("\(resource.rawValue) were never fetched completely\(why)")
            return
        }
        let extent =
            state.isComplete ? "" : ", not complete" + (state.walked.map { ": \($0.words)" } ?? "")
        Speech.say("\(resource.rawValue) as of \(refreshedAt.ago(at: now))\(extent)")
    }
}

extension RefreshState.Walked {
    /// "1200 of 100000"
    var words: String { total.map { "\(items) of \($0)" } ?? "\(items) so far" }
}
