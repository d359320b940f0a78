package import OutpostModel
package import OutpostStore

extension Cache {
    /// That nothing was found means something only where there was something to find it in.
    ///
    /// - Throws: ``RequestFailure/neverRefreshed(_:because:)`` where the list was never fetched.
    package func require<Item>(
        _ found: [Item], of resource: Resource
    ) throws(RequestFailure) -> [Item] {
        guard found.isEmpty else { return found }
        let state: RefreshState
        do { state = try refreshState(resource) } catch { throw .cache(error) }
        guard state.refreshedAt != nil else {
            throw .neverRefreshed(resource, because: try Finder(self).failure(resource))
        }
        return found
    }
}
