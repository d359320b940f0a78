import Foundation
import GRDB
import Glibc
import HelenaSimulator
import OutpostModel
import Testing
import Wayside

/// What the doctor finds, for each way in which things go wrong: the real program, the real trouble.
@Suite(.timeLimit(.minutes(3)))
struct DoctorTests {
    private struct Report: Decodable {
        let fine: Bool
        let findings: [Finding]

        func finding(_ check: Finding.Check) -> Finding? { findings.first { $0.check == check } }
    }

    private func examine(_ branch: Branch) async throws -> Report {
        let outcome = try await branch.outpost("doctor", "--json")
        let report: Report = try outcome.decoded()
        #expect(outcome.status == (report.fine ? 0 : 1))
        #expect(report.fine == !report.findings.contains { $0.state == .wrong })
        for finding in report.findings where finding.state == .wrong {
            #expect(finding.next?.isEmpty == false, "\(finding): and what now?")
        }
        #expect(!outcome.output.contains(Branch.apiKey))
        return report
    }

    @Test("all is well: each thing is looked at, in order, and is fine")
    func fine() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let report = try await examine(branch)
                #expect(report.fine)
                #expect(report.findings.map(\.check) == Finding.Check.allCases)
                let notFine = report.findings.filter { $0.state != .fine }.map(\.check)
                #expect(notFine == [.tls], "\(report.findings)")
                let text = try await branch.outpost("doctor")
                #expect(text.status == 0)
                #expect(text.output.split(separator: "\n").count == report.findings.count)
            }
        }
    }

    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var fault: Fault?
        var settings: [String: String] = [:]
        let check: Finding.Check
        var state = Finding.State.wrong
        let words: String
    }

    static let troubles = [
        Trouble(
            testDescription: "a login page", fault: .loginPage, check: .api,
            words: "is not the API"),
        Trouble(
            testDescription: "a server that is busy", fault: .unavailable, check: .api,
            state: .notice, words: "busy or out of order"),
        Trouble(
            testDescription: "a line that breaks", fault: .reset, check: .api, words: "broke"),
        Trouble(
            testDescription: "a server that never answers", fault: .neverAnswered,
            settings: ["OUTPOST_HELENA_ANSWER_TIMEOUT": "1s"], check: .api,
            words: "no whole answer"),
        Trouble(
            testDescription: "a limit that is used up", fault: .tooManyRequests(.seconds(60)),
            check: .budget, state: .notice, words: "the account's limit is used up"),
        Trouble(
            testDescription: "a key that was withdrawn",
            settings: ["OUTPOST_HELENA_API_KEY": "pn_of-last-year"], check: .api,
            words: "refused the API key"),
        Trouble(
            testDescription: "no key", settings: ["OUTPOST_HELENA_API_KEY": ""], check: .key,
            words: "OUTPOST_HELENA_API_KEY"),
        Trouble(
            testDescription: "a name that does not resolve",
            settings: ["OUTPOST_HELENA_BASE_URL": "http://api.invalid"], check: .name,
            words: "api.invalid does not resolve"),
        Trouble(
            testDescription: "a connection that is refused",
            settings: ["OUTPOST_HELENA_BASE_URL": "http://127.0.0.1:9"], check: .tcp,
            words: "127.0.0.1:9: the connection is refused"),
        Trouble(
            testDescription: "no secure connection",
            settings: ["OUTPOST_HELENA_BASE_URL": "https://SIMULATOR"], check: .tls,
            words: "no secure connection"),
        Trouble(
            testDescription: "a proxy that does not let us through",
            settings: [
                "OUTPOST_HELENA_BASE_URL": "https://api.example",
                "OUTPOST_HELENA_PROXY": "http://SIMULATOR",
            ], check: .proxy, words: "does not let us through"),
        Trouble(
            testDescription: "a setting with a typing error",
            settings: ["OUTPOST_BUDGET_SHARE": "2"], check: .settings, words: "budget.share"),
    ]

    @Test("the cause is named, with the next step, with an agent and without", arguments: troubles)
    func named(_ trouble: Trouble) async throws {
        try await Branch.open { opened in
            var branch = opened
            _ = try await branch.outpost("refresh")
            let address = opened.simulator.baseURL.dropFirst("http://".count)
            for (name, value) in trouble.settings {
                branch.settings[name] = value.replacing("SIMULATOR", with: address)
            }
            if let fault = trouble.fault { await branch.simulator.inject(fault) }
            func check() async throws {
                let report = try await examine(branch)
                let finding = try #require(report.finding(trouble.check), "\(report.findings)")
                #expect(finding.state == trouble.state, "\(report.findings)")
                #expect(finding.detail.contains(trouble.words), "\(finding)")
            }
            try await check()
            guard trouble.check != .settings, trouble.check != .key else { return }
            try await branch.withAgent { agent in
                try await eventually("it answers") {
                    try await agent.status().daemon.version != nil
                }
                try await check()
            }
        }
    }

    @Test("a clock that is a year off is told from the server's, and needs a person")
    func clock() async throws {
        let year: TimeInterval = 365 * 86_400
        try await Branch.open(now: { Date().addingTimeInterval(-year) }) { branch in
            let alone = try #require(try await examine(branch).finding(.clock))
            #expect(alone.state == .wrong)
            #expect(alone.detail.contains("365 days ahead of the server's"), "\(alone)")
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let finding = try #require(try await examine(branch).finding(.clock))
                #expect(finding.detail.contains("365 days ahead of the server's"))
                let text = try await branch.outpost("status").output
                #expect(text.hasPrefix("Look into this: this computer's clock is 365 days ahead"))
            }
        }
    }

    @Test("files that are damaged, and a directory that is open to all")
    func files() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            try await branch.transferPendingSession()
            chmod(branch.data, 0o777)
            let open = try #require(try await examine(branch).finding(.directory))
            #expect(open.state == .wrong && open.detail.contains("777"), "\(open)")
            chmod(branch.data, 0o700)
            for (name, check) in [("cache", Finding.Check.cache), ("outbox", .outbox)] {
                let path = branch.data + "/\(name).sqlite"
                for ending in ["-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: path + ending)
                }
                try Data(repeating: 7, count: 50_000).write(to: URL(fileURLWithPath: path))
                let finding = try #require(try await examine(branch).finding(check))
                #expect(finding.state == .wrong && finding.detail.contains("damaged"), "\(finding)")
            }
        }
    }

    @Test("files that the agent could not open, or that a newer version has written")
    func strays() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let cache = branch.data + "/cache.sqlite"
            chmod(cache, 0o644)
            let open = try #require(try await examine(branch).finding(.directory))
            #expect(open.state == .wrong && open.next == "chmod 600 \(cache)", "\(open)")
            chmod(cache, 0o600)
            if geteuid() == 0 {
                chown(cache, 65_534, 65_534)
                let other = try #require(try await examine(branch).finding(.directory))
                #expect(other.state == .wrong && other.next?.hasPrefix("chown") == true, "\(other)")
                chown(cache, 0, 0)
            }
            let queue = try DatabaseQueue(path: cache)
            try await queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA user_version = 999")
            }
            try queue.close()
            let newer = try #require(try await examine(branch).finding(.cache))
            #expect(newer.state == .wrong && newer.next?.contains("delete cache.sqlite*") == true)
        }
    }

    @Test("a key's file that the agent is to read keeps its owner apart from others")
    func keyFile() async throws {
        try await Branch.open { branch in
            var branch = branch
            _ = try await branch.outpost("refresh")
            let file = branch.folder + "/key"
            try Branch.apiKey.write(toFile: file, atomically: true, encoding: .utf8)
            chmod(file, 0o640)
            branch.settings["OUTPOST_HELENA_API_KEY"] = nil
            branch.settings["OUTPOST_HELENA_API_KEY_FILE"] = file
            let own = try #require(try await examine(branch).finding(.key))
            #expect(own.next == "chmod 600 on the file that holds the key", "\(own)")
            guard geteuid() == 0 else { return }
            chown(file, 65_534, 65_534)
            let other = try #require(try await examine(branch).finding(.key))
            #expect(other.next?.contains("chown --reference=\(branch.data)") == true, "\(other)")
        }
    }

    @Test("a disk that the system has made read-only", .enabled(if: SmallDisk.isPossible))
    func readOnly() async throws {
        try await Branch.open { branch in
            try await SmallDisk.mounted(at: branch.data, megabytes: 8) {
                _ = try await branch.outpost("refresh")
                let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
                #expect(mount("tmpfs", branch.data, "tmpfs", flags, nil) == 0)
                let finding = try #require(try await examine(branch).finding(.directory))
                #expect(finding.state == .wrong && finding.detail.contains("read-only"))
                #expect(finding.next?.contains("dmesg") == true, "\(finding)")
            }
        }
    }

    @Test("a disk without room", .enabled(if: SmallDisk.isPossible))
    func disk() async throws {
        try await Branch.open { branch in
            try await SmallDisk.mounted(at: branch.data, megabytes: 8) {
                let finding = try #require(try await examine(branch).finding(.space))
                #expect(finding.state == .wrong, "\(finding)")
            }
        }
    }

    @Test("transfers that wait for a person")
    func stuck() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let intent = try await branch.transferPendingSession()
            #expect(try await branch.outpost("queue", "hold", intent.id.text).status == 0)
            let finding = try #require(try await examine(branch).finding(.queue))
            #expect(finding.state == .wrong && finding.next?.contains("queue list") == true)
        }
    }
}
