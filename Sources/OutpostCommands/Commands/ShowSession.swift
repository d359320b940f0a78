import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
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
            let desk = try await common.desk()
            let found = try await desk.session(session)
            if common.json { return try Speech.put(json: found) }
            await show(found, desk)
        }
    }

    private func show(_ session: SessionReport, _ desk: any Desk) async {
        var table = Table("SESSION", session.number ?? session.id.text)
        table.add("id", session.id.text)
        table.add("status", session.status)
        table.add("contact", session.contactName)
        table.add("phone", session.contactPhone)
        table.add("department", session.departmentName ?? session.departmentId?.text)
        table.add("user", session.userName ?? session.userId?.text)
        table.add("updated", session.updatedAt?.date.ago(at: Date()))
        if let pending = session.pending {
            table.add("pending", pending.words(await Names(desk)))
        }
        Speech.put(table.text)
        Speech.say("as the server had it \(session.readAt.date.ago(at: Date()))")
    }
}
