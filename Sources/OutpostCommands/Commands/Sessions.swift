import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore
import OutpostSync

/// `outpost sessions [QUERY] [--status S]… [--department D] [--user U] [--limit N]`
struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List chat sessions, the last updated first, from the copy on this machine.")

    @Argument(help: "A number, the end of a phone number, or beginnings of a contact's names.")
    var query: String?

    @Option(
        help: "Only those in this status, such as PENDING or IN_PROGRESS. May be repeated.",
        completion: .list(Session.Status.known.map(\.rawValue)))
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
            let desk = try await common.desk()
            let found = try await desk.sessions(question)
            if common.json { return try Speech.put(json: found) }
            // There may be thousands of users: they are read only where one may have to be named.
            let names = found.contains { $0.pending != nil } ? await Names(desk) : nil
            Speech.put(table(found, names).text)
            if found.isEmpty { try await sayThatThereIsNone() }
            if found.count == limit { Speech.say("the first \(limit); --limit shows more") }
            try await desk.sayAge(of: .sessions, at: Date())
        }
    }

    private func sayThatThereIsNone() async throws {
        Speech.say("no such session")
        // Nobody is found by what is not there.
        guard let query, query.contains(where: \.isLetter),
            try await common.settings().kept == .minimal
        else { return }
        Speech.say("names are not kept here (cache.keep is minimal): sessions are found by number")
    }

    private var question: SessionQuestion {
        SessionQuestion(
            text: query == "" ? nil : query, statuses: status, department: department, user: user,
            limit: limit)
    }

    private func table(_ found: [SessionReport], _ names: Names?) -> Table {
        var table = Table("NUMBER", "STATUS", "CONTACT", "PHONE", "DEPARTMENT", "USER", "PENDING")
        for session in found {
            table.add(
                session.number ?? session.id.text, session.status, session.contactName,
                session.contactPhone, session.departmentName ?? session.departmentId?.short,
                session.userName ?? session.userId?.short,
                names.flatMap { names in session.pending.map { $0.words(names) } } ?? "")
        }
        return table
    }
}

extension SessionReport.Pending {
    /// "→ Cobrança (queued)"
    func words(_ names: Names) -> String {
        "→ \(names.target(departmentId, userId)) (\(state.rawValue))"
    }
}
