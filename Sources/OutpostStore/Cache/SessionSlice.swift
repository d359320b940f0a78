/// A page of cached sessions, and how many there are in all.
package struct SessionSlice: Hashable, Sendable {
    package let sessions: [CachedSession]
    package let total: Int

    package init(sessions: [CachedSession], total: Int) {
        self.sessions = sessions
        self.total = total
    }
}
