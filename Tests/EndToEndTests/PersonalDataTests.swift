import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What is kept of customers: the real program, and the bytes of its files.
@Suite(.timeLimit(.minutes(3)))
struct PersonalDataTests {
    private func isOnDisk(_ word: String, _ branch: Branch) throws -> Bool {
        let files = FileManager.default
        return try files.contentsOfDirectory(atPath: branch.data).contains { name in
            guard let bytes = files.contents(atPath: branch.data + "/" + name) else { return false }
            return bytes.range(of: Data(word.utf8)) != nil
        }
    }

    /// A session that is waiting, of a customer who has no other.
    private func somebodyOnce(_ branch: Branch) async throws -> SimulatedSession {
        let all = await branch.simulator.sessions()
        let phones = Dictionary(grouping: all, by: \.contactPhone)
        return try #require(
            all.first { $0.status == "PENDING" && phones[$0.contactPhone]?.count == 1 })
    }

    private func answers(_ agent: AgentProcess) async throws {
        try await eventually("it answers") { try await agent.status().daemon.version != nil }
    }

    private func keeping(_ kept: String, _ branch: Branch) -> Branch {
        var branch = branch
        branch.settings["OUTPOST_CACHE_KEEP"] = kept
        return branch
    }

    @Test("cache.keep takes effect on what is stored already, and with more the rest is fetched")
    func keep() async throws {
        try await Branch.open { opened in
            let known = try #require(
                await opened.simulator.sessions(limit: 1, status: "PENDING").first)
            let full = keeping("full", opened)
            try await full.withAgent { try await $0.refreshed() }
            #expect(try isOnDisk("lastMessageText", full) && isOnDisk(known.contactPhone, full))
            let contacts = keeping("contacts", opened)
            try await opened.simulator.cutLine()
            let left = try await contacts.withAgent { agent in
                try await answers(agent)
                #expect(try !isOnDisk("lastMessageText", contacts))
                #expect(try await contacts.session(known.number).contactPhone == known.contactPhone)
            }
            #expect(left.words.contains("taken out of the cache"), "\(left.words)")
            let minimal = keeping("minimal", opened)
            try await minimal.withAgent { agent in
                try await answers(agent)
                #expect(try !isOnDisk(known.contactPhone, minimal))
                #expect(try await minimal.session(known.number).contactName == nil)
                let search = try await minimal.outpost("sessions", known.contactName)
                #expect(search.words.contains("cache.keep"), "\(search.words)")
            }
            try await opened.simulator.restoreLine()
            try await contacts.withAgent { agent in
                try await eventually("names are back") {
                    try await contacts.session(known.number).contactName == known.contactName
                }
            }
        }
    }

    @Test(
        "a session is forgotten, with an agent and without one, until it changes",
        arguments: [
            false, true,
        ])
    func forget(withAgent: Bool) async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let known = try await somebodyOnce(branch)
            func story() async throws {
                let forgotten = try await branch.outpost("forget", known.number, "--json")
                #expect(forgotten.status == 0, "\(forgotten.words)")
                let report: ForgottenReport = try forgotten.decoded()
                #expect(report.id.text == known.id && report.number == known.number)
                #expect(try !isOnDisk(known.contactPhone, branch))
                let again = try await branch.outpost("forget", known.number)
                #expect(again.status == 65)
                _ = try await branch.outpost("refresh", "sessions", "--full")
                #expect(try await branch.outpost("session", known.id).status == 65)
                try await branch.simulator.colleagueCompletes(session: known.id)
                _ = try await branch.outpost("refresh", "sessions")
                #expect(try await branch.session(known.number).contactPhone == known.contactPhone)
            }
            if withAgent {
                try await branch.withAgent { agent in
                    try await answers(agent)
                    try await story()
                }
            } else {
                try await story()
            }
        }
    }

    @Test(
        "what was forgotten before a backup is forgotten on the new computer, too",
        arguments: [false, true])
    func restored(withAgent: Bool) async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let known = try await somebodyOnce(branch)
            #expect(try await branch.outpost("forget", known.id).status == 0)
            let copy = branch.folder + "/copy"
            #expect(try await branch.outpost("backup", copy).status == 0)
            try FileManager.default.removeItem(atPath: branch.data)
            func story() async throws {
                #expect(try await branch.session(known.id).id.text == known.id)
                let restored = try await branch.outpost("restore", copy)
                #expect(restored.status == 0, "\(restored.words)")
                #expect(try await branch.outpost("session", known.id).status == 65)
                #expect(try !isOnDisk(known.contactPhone, branch))
                _ = try await branch.outpost("refresh", "sessions", "--full")
                #expect(try await branch.outpost("session", known.id).status == 65)
            }
            guard withAgent else {
                _ = try await branch.outpost("refresh")
                return try await story()
            }
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await story()
            }
        }
    }

    @Test("a session with an open transfer is not forgotten, and the refusal says what to do")
    func open() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let session = try await branch.pendingSession()
            let department = try await branch.department(otherThan: session.departmentId)
            _ = try await branch.outpost(
                "transfer", session.id.text, "--department", department.id.text)
            let refused = try await branch.outpost("forget", session.id.text)
            #expect(refused.status == 65)
            #expect(refused.words.contains("outpost queue cancel"), "\(refused.words)")
            #expect(try await branch.session(session.id.text).id == session.id)
        }
    }
}
