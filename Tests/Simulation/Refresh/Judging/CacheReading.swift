/// What is in a cache's file at one moment.
struct CacheReading {
    struct Row: Equatable {
        let updatedAt: Int64
        let isEnded: Bool
        let object: String
    }

    var sessions: [String: Row] = [:]
    var departments: Set<String> = []
    var users: Set<String> = []
    var cursor: Int64?
    var newest: Int64?
    /// The walks under way, as they are written there.
    var full: String?
    var quick: String?
    var filter = ""
    var met: Int64 = 0
    var metOpen: Int64 = 0
    var fullAt: Int64?
}
