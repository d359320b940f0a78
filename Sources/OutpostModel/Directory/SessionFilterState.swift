/// Whether `UpdatedAt.After` works on this server, as far as has been seen. The vendor documents it,
/// and nobody has published a proof.
///
///     untried ──▶ works ──▶ fails ──▶ onTrial
///                   ▲         ▲          │
///                   └─────────┴──────────┘
package enum SessionFilterState: String, Hashable, Sendable {
    case untried
    /// A walk of changes showed what it had to show.
    case works
    /// It let through what it should not, or kept back what it should not: walks do without it.
    case fails
    /// It failed, a full walk has been made without it, and it is tried again.
    case onTrial
}
