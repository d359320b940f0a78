/// What can be changed while the simulator runs.
package struct SimulatorSettings: Sendable, Equatable {
    /// What `Authorization: Bearer …` must carry.
    package var apiKey: String
    /// The account's limits; nil means that nobody counts.
    package var limits: AccountLimits?
    /// Whether `UpdatedAt.After` filters.
    ///
    /// It is documented, and nobody has published a proof.
    package var honoursUpdatedAfter = true
    /// Whether a moment equal to an `….After` or `….Before` bound is inside.
    ///
    /// Not documented.
    package var boundsAreInclusive = false

    package init(apiKey: String = "pn_simulator", limits: AccountLimits? = nil) {
        self.apiKey = apiKey
        self.limits = limits
    }

    var json: String {
        var text = JSONText()
        text.field("apiKey", apiKey)
        text.raw("limits", limits?.json ?? "null")
        text.field("honoursUpdatedAfter", honoursUpdatedAfter)
        text.field("boundsAreInclusive", boundsAreInclusive)
        return text.object
    }
}
