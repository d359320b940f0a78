import Foundation
import OutpostModel

extension Answer {
    /// How far the clocks of one server may be apart, and from that of what stands before it, seconds.
    private static let tolerance: TimeInterval = 600

    /// What in it is later cannot have happened; nil if the server does not say how late it is.
    var latest: Timestamp? {
        date.flatMap(HTTPDate.init).map { Timestamp($0.date.addingTimeInterval(Self.tolerance)) }
    }
}

extension Session {
    /// The same session without an `updatedAt` that has not come yet by the server's own clock: an
    /// import in another time zone, or a wrong clock. Taken for a time, it would move the cursor and
    /// the scope to where nothing is found any more, and make all later news of the session look old.
    func believed(upTo latest: Timestamp?) -> Session {
        guard let latest, let updatedAt, updatedAt > latest else { return self }
        return Session(
            id: id, number: number, status: status, departmentID: departmentID, userID: userID,
            contactName: contactName, contactPhone: contactPhone, createdAt: createdAt,
            updatedAt: nil, object: object)
    }
}

extension SessionPage {
    func believed(upTo latest: Timestamp?) -> SessionPage {
        SessionPage(
            sessions: sessions.map { $0.believed(upTo: latest) }, unreadable: unreadable,
            pageNumber: pageNumber, totalItems: totalItems, totalPages: totalPages,
            hasMore: hasMore)
    }
}
