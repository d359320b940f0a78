import Foundation
import GRDB
package import OutpostModel
import Schema
import Synchronization

/// `cache.sqlite`: copies of the server's departments, users and sessions.
///
/// Whatever is in it can be fetched again. A file that is damaged is set aside and a new one
/// made: that costs a refresh and nothing else.
package final class Cache: Sendable {
    private let file: DatabaseFile
    private let access: DatabaseFile.Access
    private let current: Mutex<OpenDatabase>
    /// What was saved last: a file that is made anew must not make us forget what we have spent.
    let lastBudget = Mutex<SavedBudget?>(nil)
    private let kept: KeptDetails
    /// Told how many sessions are about to be gone through, which may take a while.
    let takesOut: @Sendable (Int) -> Void
    /// Sessions that the server's lists do not bring back unless they are newer there.
    let forgotten: Mutex<[Session.ID: Forgotten]>

    package static let fileName = "cache.sqlite"

    private init(
        _ file: DatabaseFile, _ access: DatabaseFile.Access, _ database: OpenDatabase,
        _ kept: KeptDetails = .contacts, _ forgotten: [Session.ID: Timestamp] = [:],
        _ takesOut: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.file = file
        self.access = access
        self.kept = kept
        self.takesOut = takesOut
        self.forgotten = Mutex(forgotten.mapValues { Forgotten(upTo: $0, turn: 0) })
        current = Mutex(database)
    }

    /// Opens the file in `directory`, which must exist, for the one that refreshes it: makes the
    /// file if it is missing, and sets a damaged one aside.
    ///
    /// Only the holder of the directory's lock may call it: two at once could each set aside what
    /// the other has just made.
    ///
    /// - Parameters:
    ///   - kept: what of sessions; what is here already is brought in line.
    ///   - forgotten: ``Outbox/forgotten()``.
    ///   - takesOut: told how many sessions are about to be gone through because less of them is to be
    ///     kept: about 10,000 a second.
    package static func open(
        in directory: String, keeping kept: KeptDetails = .contacts,
        forgotten: [Session.ID: Timestamp] = [:],
        takesOut: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(StoreFailure) -> Cache {
        let file = file(in: directory)
        let cache = Cache(file, .agent, try open(file, .agent), kept, forgotten, takesOut)
        do {
            try cache.bringInLine(with: kept)
        } catch .damaged {
            try cache.rebuild()
        }
        return cache
    }

    private static func open(
        _ file: DatabaseFile, _ access: DatabaseFile.Access
    ) throws(StoreFailure) -> OpenDatabase {
        do {
            return try OpenDatabase(file, access)
        } catch .damaged {
            try file.setAside()
            return try OpenDatabase(file, access)
        }
    }

    /// Opens it to look only. ``StoreFailure/notThere(file:)`` if there never was a refresh.
    package static func openForLookup(in directory: String) throws(StoreFailure) -> Cache {
        let file = file(in: directory)
        return Cache(file, .lookup, try OpenDatabase(file, .lookup))
    }

    /// Sets a damaged file aside, if it is still there, and goes on with an empty one.
    package func rebuild() throws(StoreFailure) {
        let isThere = !isReplaced
        database.close()
        if isThere { try file.setAside() }
        // What somebody has put in its place may be damaged too.
        let fresh = try Self.open(file, access)
        if let budget = lastBudget.withLock(\.self) { try? fresh.save(budget) }
        current.withLock { $0 = fresh }
        try bringInLine(with: kept)
    }

    /// See ``OpenDatabase/edition()``.
    package func edition() -> Edition? { database.edition() }

    /// Whether somebody has deleted the file or put another in its place.
    package var isReplaced: Bool { database.isReplaced }

    /// Whether every page of the file makes sense.
    package func check() throws(StoreFailure) { try database.check() }

    package func close() { database.close() }

    /// Deletes the damaged file that was set aside, if there is one.
    func dropSetAside() { file.dropSetAside() }

    var database: OpenDatabase { current.withLock { $0 } }

    private static func file(in directory: String) -> DatabaseFile {
        DatabaseFile(
            path: directory + "/" + fileName, migrations: Schema.cache, durability: .normal,
            rollback: .file)
    }
}
