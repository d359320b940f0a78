import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost sessions [QUERY] [--status S]… [--department D] [--user U] [--limit N]`
struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List chat sessions, the last updated first, from the copy on this machine.")

    @Argument(help: "A number, the end of a phone number, or beginnings of a contact's names.")
    var query: String?

    @Option(help: "Only those in this status, such as PENDING or IN_PROGRESS. May be repeated.")
    var status: [String] = []

    @Option(help: "Only those in this department (an id or a name).")
    var department: String?

    @Option(help: "Only those of this user (an id or a name).")
    var user: String?

    @Option(help: "At most this many.")
    var limit = SessionQuery.defaultLimit

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...SessionQuery.largestLimit).contains(limit) else {
            throw ValidationError("--limit is from 1 to \(SessionQuery.largestLimit)")
        }
    }

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            let cache = try workplace.cache()
            let found = try cache.sessions(try question.query(Finder(cache)))
            let pending =
                try workplace.outboxIfAny()?.pending(for: found.map(\.session.id)) ?? [:]
            if common.json {
                return try Speech.put(
                    json: found.map { SessionReport($0, pending: pending[$0.session.id]) })
            }
            Speech.put(try table(found, pending, Names(cache)).text)
            try cache.sayAge(of: .sessions, at: Date())
        }
    }

    private var question: SessionQuestion {
        SessionQuestion(
            text: query, statuses: status, department: department, user: user, limit: limit)
    }

    private func table(
        _ found: [SessionListing], _ pending: [Session.ID: Intent], _ names: Names
    ) -> Table {
        var table = Table("NUMBER", "STATUS", "CONTACT", "PHONE", "DEPARTMENT", "USER", "PENDING")
        for listing in found {
            let session = listing.session
            table.add(
                session.number ?? session.id.text, session.status.rawValue, session.contactName,
                session.contactPhone, listing.departmentName ?? session.departmentID?.short,
                listing.userName ?? session.userID?.short,
                pending[session.id].map { "→ \(names.target($0.target)) (\($0.state.rawValue))" }
                    ?? "")
        }
        return table
    }
}
