import OutpostModel
import OutpostStore

/// The objects of departments and users that sessions speak of.
struct KnownObjects {
    var users: [User.ID: JSONText] = [:]
    var departments: [Department.ID: JSONText] = [:]

    init() {}

    /// What of them is needed to show these sessions.
    init(
        for sessions: [CachedSession], shownAs view: SessionView, in cache: Cache
    ) throws(StoreFailure) {
        if view.details.contains(.agentDetails) {
            for id in Set(sessions.compactMap(\.placement.userID)) {
                users[id] = try cache.userObject(id)
            }
        }
        if view.details.contains(.departmentsDetails) {
            for id in Set(sessions.compactMap(\.placement.departmentID)) {
                departments[id] = try cache.departmentObject(id)
            }
        }
    }
}
