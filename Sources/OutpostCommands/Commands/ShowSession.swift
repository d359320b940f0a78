import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost session SESSION`
struct ShowSession: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Show one chat session, from the copy on this machine.")

    @Argument(help: "The session's id or number.")
    var session: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let cache = try workplace.cache()
            let (id, known) = try Finder(cache).session(session)
            guard let listing = known else { throw RequestFailure.unknownSession(id) }
            let intent = try workplace.outboxIfAny()?.pending(for: [id])[id]
            if common.json { return try Speech.put(json: SessionReport(listing, pending: intent)) }
            show(listing, intent, try Names(cache))
        }
    }

    private func show(_ listing: SessionListing, _ intent: Intent?, _ names: Names) {
        let session = listing.session
        var table = Table("SESSION", session.number ?? session.id.text)
        table.add("id", session.id.text)
        table.add("status", session.status.rawValue)
        table.add("contact", session.contactName)
        table.add("phone", session.contactPhone)
        table.add("department", listing.departmentName ?? session.departmentID?.text)
        table.add("user", listing.userName ?? session.userID?.text)
        table.add("updated", session.updatedAt?.text)
        if let intent {
            table.add("pending", "→ \(names.target(intent.target)) (\(intent.state.rawValue))")
        }
        Speech.put(table.text)
        Speech.say("as the server had it \(listing.readAt.ago(at: Date()))")
    }
}
