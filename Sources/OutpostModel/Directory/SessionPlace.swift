/// A place in a session list that is ordered by creation.
///
/// Page numbers alone would not do: when a session leaves the list, all later ones move forward,
/// and one of them from the next page to the one just read, where nobody meets it. The time of
/// creation never changes, so the list is asked for from shortly before the last session on.
package struct SessionPlace: Hashable, Codable, Sendable {
    /// Only sessions created after it; from the beginning if nil.
    package var createdAfter: Timestamp?
    /// The next to fetch, from 1.
    package var page = 1
    /// The last sessions that were met. The next page must show one of them again, or the server
    /// does not do what it is asked.
    package var last: [Session.ID] = []
    /// False where the server cannot be asked by creation: then pages are counted.
    package var goesByCreation = true
    /// How many sessions the list had, while pages are counted.
    package var total: Int?

    package init() {}
}
