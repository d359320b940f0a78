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
    /// The last sessions that were met, until one of them is shown again. If a page goes past them
    /// and shows none, the server does not do what it is asked, or all of them have left the list.
    package var last: [Session.ID] = []
    /// Where to ask once more in that case; nil if that has just been done.
    package var stepBack: StepBack?
    /// The next page is asked for from there.
    package var hasSteppedBack = false
    /// False where the server cannot be asked by creation: then pages are counted.
    package var goesByCreation = true
    /// How many sessions the list had, while pages are counted.
    package var total: Int?

    package init() {}

    /// Where the last page was asked for, and some of the sessions that it had.
    package struct StepBack: Hashable, Codable, Sendable {
        package let createdAfter: Timestamp?
        package let page: Int
        package let met: [Session.ID]

        package init(createdAfter: Timestamp?, page: Int, met: [Session.ID]) {
            self.createdAfter = createdAfter
            self.page = page
            self.met = met
        }
    }
}
