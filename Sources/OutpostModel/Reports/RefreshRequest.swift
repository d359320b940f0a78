/// What `POST /outpost/v1/refresh` is asked.
package struct RefreshRequest: Codable, Hashable, Sendable {
    package let resources: [Resource]
    package let full: Bool

    package init(resources: [Resource], full: Bool) {
        self.resources = resources
        self.full = full
    }
}
