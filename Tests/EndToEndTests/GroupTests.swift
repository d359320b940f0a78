import Foundation
import Glibc
import HelenaSimulator
import OutpostModel
import Subprocess
import SystemPackage
import Testing

/// A colleague who may use the agent's socket, and not its files: the same commands.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: Colleague.isPossible, "needs root and util-linux's setpriv, to be somebody else"))
struct GroupTests {
    /// - Parameter prepare: done before the agent starts.
    private func open(
        prepare: (Branch) async throws -> Void = { _ in },
        _ body: (Branch, AgentProcess) async throws -> Void
    ) async throws {
        try await Branch.open { branch in
            var branch = branch
            try await prepare(branch)
            let run = branch.folder + "/run"
            mkdir(run, 0o750)
            chown(run, 0, Colleague.group)
            chmod(branch.folder, 0o755)
            branch.settings["OUTPOST_GATEWAY_SOCKET"] = run + "/outpost.sock"
            try await branch.withAgent { agent in
                try await agent.refreshed()
                // By the agent's own word: until then there is no socket to give to the group.
                try await eventually("it answers") {
                    try await agent.status().daemon.version != nil
                }
                chown(run + "/outpost.sock", 0, Colleague.group)
                try await body(branch, agent)
            }
        }
    }

    @Test("what a member of the group asks is answered as it is to the owner")
    func same() async throws {
        try await open { branch, agent in
            let member = Colleague(branch, group: Colleague.group)
            let session = try await branch.pendingSession()
            let number = try #require(session.number)
            let target = try await branch.department(otherThan: session.departmentId)
            try await branch.simulator.cutLine()
            let accepted = try await member.outpost(
                "transfer", number, "--department", target.name, "--key", "a key+;", "--json")
            #expect(accepted.status == 0, "\(accepted)")
            let intent = try accepted.decoded(AcceptanceReport.self).intent
            #expect(intent.state == .queued && intent.key == "a key+;")
            let short = String(intent.id.text.prefix(8))
            for command in [
                ["departments"], ["users", "a"], ["users", "--department", target.name],
                ["sessions", "--status", "PENDING", "--limit", "3"], ["session", number],
                ["session", "999999999"], ["session", "nobody"], ["queue", "list", "--all"],
                ["queue", "list", "--session", number], ["queue", "show", short],
                ["queue", "show", "ffff"], ["transfer", number],
                ["transfer", number, "--department", "nowhere at all"],
                ["users", "a+b&c=d;e"],
            ] {
                for arguments in [command, command + ["--json"]] {
                    let ours = try await branch.outpost(arguments)
                    let theirs = try await member.outpost(arguments)
                    #expect(theirs.status == ours.status, "\(arguments): \(theirs)")
                    #expect(theirs.output.ageless == ours.output.ageless, "\(arguments)")
                }
            }
            #expect(try await member.outpost("queue", "hold", short).status == 0)
            #expect(try await agent.status().outbox.held == 1)
            #expect(try await member.outpost("queue", "cancel", short).status == 0)
            #expect(try await member.outpost("queue", "cancel", short).status == 65)
            #expect(try await member.outpost("events").output.contains("was cancelled"))
            let status = try await member.outpost("status")
            #expect(status.status == 0 && status.output.contains("running, pid \(agent.pid)"))
            #expect(try await member.outpost("refresh").status == 75)
        }
    }

    @Test("each command prints over the socket what it prints from the files")
    func conformance() async throws {
        // What the files alone can answer is refused to a member.
        let commands = ConformanceTests.commands.filter {
            $0 != ["queue", "audit"] && !$0.contains("--dry-run")
        }
        let copied = { (branch: Branch) in
            var other = branch
            other.settings["OUTPOST_DATA_DIR"] = branch.folder + "/other"
            other.settings["OUTPOST_GATEWAY_SOCKET"] = nil
            return other
        }
        try await open { branch in
            _ = try await branch.outpost("refresh")
            try FileManager.default.copyItem(
                atPath: branch.data, toPath: branch.folder + "/other")
        } _: { branch, agent in
            try await branch.simulator.cutLine()
            _ = try await branch.outpost("refresh", "departments")
            try await eventually("the line is down") {
                try await agent.status().connectivity.state == "offline"
            }
            let member = Colleague(branch, group: Colleague.group)
            let over = try await Transcript.of(commands, in: branch) {
                try await member.outpost($0)
            }
            let files = try await Transcript.of(commands, in: copied(branch))
            for (left, right) in zip(over, files) { #expect(left == right) }
            #expect(over.count == files.count)
        }
    }

    @Test("the doctor tells a member what he cannot look at, and asks the agent for the rest")
    func doctor() async throws {
        struct Report: Decodable {
            let fine: Bool
            let findings: [Finding]
        }
        try await open { branch, _ in
            let member = Colleague(branch, group: Colleague.group)
            let outcome = try await member.outpost("doctor", "--json")
            let report = try outcome.decoded(Report.self)
            #expect(outcome.status == 0 && report.fine, "\(outcome)")
            #expect(report.findings.map(\.check) == Finding.Check.allCases)
            let unknown = report.findings.filter { $0.state == .unknown }
            #expect(unknown.map(\.check) == [.directory, .space, .outbox, .cache])
            #expect(unknown.allSatisfy { $0.next?.contains("sudo outpost doctor") == true })
            let stranger = Colleague(branch, group: Colleague.group + 1)
            let refused = try await stranger.outpost("doctor")
            #expect(refused.status == 1 && refused.output.contains("closed to you"), "\(refused)")
            #expect(refused.output.contains("put into the group outpost"), "\(refused)")
        }
    }

    @Test("what the files alone can answer is refused, and not answered as if there were none")
    func filesOnly() async throws {
        try await open { branch, _ in
            let member = Colleague(branch, group: Colleague.group)
            _ = try await branch.transferPendingSession()
            let (copy, saved) = (branch.folder + "/copy", branch.folder + "/saved")
            #expect(try await branch.outpost("backup", copy).status == 0)
            #expect(try await branch.outpost("queue", "salvage", saved).status == 0)
            for file in [copy, saved] { chmod(file, 0o644) }
            for command in [
                ["queue", "audit"], ["backup", "/tmp/never"], ["queue", "salvage", "/tmp/never"],
                ["restore", copy], ["queue", "import", saved],
            ] {
                let refused = try await member.outpost(command)
                #expect(refused.status == 73 && refused.output.isEmpty, "\(refused)")
                #expect(refused.words.contains("with sudo"), "\(refused)")
            }
            // Whoever does not know where the socket is does not hear that all is well.
            var strayed = branch
            strayed.settings["OUTPOST_GATEWAY_SOCKET"] = nil
            let status = try await strayed.outpost("status").output
            #expect(status.hasPrefix("The agent is running, and does not answer"))
        }
    }

    @Test("without an agent a member is told so, and where no socket can be made so is the owner")
    func noAgent() async throws {
        try await Branch.open { branch in
            var branch = branch
            chmod(branch.folder, 0o755)
            _ = try await branch.outpost("refresh")
            branch.settings["OUTPOST_GATEWAY_SOCKET"] = branch.folder + "/none/outpost.sock"
            let member = Colleague(branch, group: Colleague.group)
            let refused = try await member.outpost("status")
            #expect(refused.status == 69 && refused.words.contains("none listens"), "\(refused)")
            let doctor = try await member.outpost("doctor").output
            #expect(doctor.contains("no agent is running"), "\(doctor)")
            #expect(doctor.contains("sudo systemctl start outpost"), "\(doctor)")
            let status = try await branch.outpost("status").output
            #expect(
                status.hasPrefix(
                    "The agent is not running: start it with `sudo systemctl start outpost`"))
            let run = try await branch.outpost("run")
            #expect(run.status == 78 && run.words.contains("gateway.socket"), "\(run)")
            branch.settings["OUTPOST_GATEWAY_SOCKET"] = "outpost.sock"
            #expect(try await branch.outpost("status").status == 78)
        }
    }

    @Test("nobody else gets in, and who does gets at no file")
    func others() async throws {
        try await open { branch, _ in
            let stranger = Colleague(branch, group: Colleague.group + 1)
            for command in [["departments"], ["status"], ["queue", "list"]] {
                let refused = try await stranger.outpost(command + ["--json"])
                #expect(refused.status == 73 && refused.output.isEmpty, "\(refused)")
            }
            let member = Colleague(branch, group: Colleague.group)
            for file in ["token", "outbox.sqlite", "cache.sqlite"] {
                #expect(try await member.run("/bin/cat", branch.data + "/" + file).status == 1)
            }
        }
    }
}

/// Another user of this computer.
struct Colleague {
    private let branch: Branch
    private let group: UInt32

    /// Of nobody, as far as anybody knows.
    static let group: UInt32 = 64_321
    private static let user = 64_320
    private static let setpriv = "/usr/bin/setpriv"

    static var isPossible: Bool {
        geteuid() == 0 && FileManager.default.isExecutableFile(atPath: setpriv)
    }

    init(_ branch: Branch, group: UInt32) {
        self.branch = branch
        self.group = group
    }

    func outpost(_ arguments: String...) async throws -> Branch.Outcome {
        try await outpost(arguments)
    }

    func outpost(_ arguments: [String]) async throws -> Branch.Outcome {
        try await run([Branch.program("outpost").string] + arguments)
    }

    func run(_ command: String...) async throws -> Branch.Outcome { try await run(command) }

    private func run(_ command: [String]) async throws -> Branch.Outcome {
        try await branch.program(
            [
                Self.setpriv, "--reuid", "\(Self.user)", "--regid", "\(group)", "--clear-groups",
            ] + command)
    }
}

extension String {
    /// The same, whenever it was written: without ages, which also make a column wider.
    fileprivate var ageless: String {
        replacing(/just now|\d+ [a-z]+ ago/, with: "then").replacing(/\s+/, with: " ")
    }
}
