import Foundation
import OutpostModel
import OutpostStore

extension Cache {
    /// Says how old what was just printed is.
    func sayAge(of resource: Resource, at now: Date) throws(StoreFailure) {
        let state = try refreshState(resource)
        guard let refreshedAt = state.refreshedAt else {
            let why = state.failure.map { ": \($0)" } ?? ""
            Speech.say("\(resource.rawValue) were never fetched completely\(why)")
            return
        }
        Speech.say("\(resource.rawValue) as of \(refreshedAt.ago(at: now))")
    }
}
