import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What goes wrong around the agent: files, keys, strangers on the line.
@Suite(.timeLimit(.minutes(2)))
struct BadDayTests {
    @Test("a second agent on the same directory says so and leaves with 69")
    func secondAgent() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let second = try await branch.outpost("run")
                #expect(second.status == 69)
                #expect(second.words.contains("already running"))
                #expect(second.words.contains("\(agent.pid)"))
                #expect(try await agent.status().daemon.running)
            }
        }
    }

    @Test("a cache full of rubbish is set aside and rebuilt; the queue is untouched")
    func rubbishCache() async throws {
        try await Branch.open { branch in
            _ = try await branch.outpost("refresh")
            let intent = try await branch.transferPendingSession()
            let path = branch.data + "/cache.sqlite"
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + ending)
            }
            let rubbish = Data((0..<50_000).map { _ in UInt8.random(in: 0...255) })
            try rubbish.write(to: URL(fileURLWithPath: path))

            let damaged = try await branch.outpost("departments")
            #expect(damaged.status == 69)
            #expect(damaged.words.contains("damaged"))

            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await eventually("it is delivered") {
                    try await agent.intents().map(\.state) == [.delivered]
                }
                #expect(try await agent.intents().map(\.id) == [intent.id])
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".damaged")) == rubbish)
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("a login page instead of the API is being offline; the queue waits for the API itself")
    func loginPage() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.inject(.loginPage)
                let intent = try await branch.transferPendingSession()
                try await eventually("it is known to be offline") {
                    try await agent.status().connectivity.state == "offline"
                }
                let refresh = try await branch.outpost("refresh", "departments")
                #expect(refresh.status == 75)
                #expect(try await branch.departments().count == 8)
                #expect(try await agent.intents().first?.state == .queued)
                await branch.simulator.clearFaults()
                try await eventually("it is delivered") {
                    try await agent.intents().first { $0.id == intent.id }?.state == .delivered
                }
            }
            #expect(await branch.simulator.journal.count == 1)
        }
    }

    @Test("a refused key pauses the queue by name, costs no intent, and heals by itself")
    func refusedKey() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                await branch.simulator.update { $0.apiKey = "pn_another" }
                try await branch.transferPendingSession()
                try await eventually("the queue is paused") {
                    try await agent.status().paused != nil
                }
                let refresh = try await branch.outpost("refresh", "users")
                #expect(refresh.status == 77)
                // However often the key was tried meanwhile, the intent has lost nothing by it.
                #expect(try await agent.intents().first?.state == .queued)
                #expect(try await branch.outpost("status").output.hasPrefix("Nothing is sent"))
                await branch.simulator.update { $0.apiKey = Branch.apiKey }
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                #expect(try await agent.status().paused == nil)
            }
        }
    }

    @Test("without a key the agent does not start, and says where it would look for one")
    func noKey() async throws {
        try await Branch.open { branch in
            var keyless = branch
            keyless.settings["OUTPOST_HELENA_API_KEY"] = nil
            let refused = try await keyless.outpost("run")
            #expect(refused.status == 78)
            #expect(refused.words.contains("OUTPOST_HELENA_API_KEY"))
            #expect(refused.words.contains("helena.apiKeyFile"))
        }
    }

    @Test("a directory that cannot be made is named, with status 73")
    func impossibleDirectory() async throws {
        try await Branch.open { branch in
            let file = branch.folder + "/file"
            try Data().write(to: URL(fileURLWithPath: file))
            for command in [
                ["run"], ["refresh"], ["transfer", UUID().uuidString, "--user", UUID().uuidString],
            ] {
                let refused = try await branch.outpost(command + ["--data-dir", file + "/data"])
                #expect(refused.status == 73, "\(command): \(refused.words)")
                #expect(refused.words.contains(file + "/data"))
            }
        }
    }

    @Test("files are 0600, directories 0700, and the key is in none of them, nor in any word")
    func privacy() async throws {
        try await Branch.open { branch in
            let left = try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.transferPendingSession()
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
                await branch.simulator.update { $0.apiKey = "pn_another" }
                let refused = try await branch.outpost("refresh")
                #expect(!refused.words.contains(Branch.apiKey))
                let arguments = try Data(
                    contentsOf: URL(fileURLWithPath: "/proc/\(agent.pid)/cmdline"))
                #expect(!String(decoding: arguments, as: UTF8.self).contains(Branch.apiKey))
                #expect(try mode(branch.data) == 0o700)
                for name in try FileManager.default.contentsOfDirectory(atPath: branch.data)
                where name != "outpost.sock" {
                    let path = branch.data + "/" + name
                    #expect(try mode(path) == 0o600, "\(name)")
                    let content = try Data(contentsOf: URL(fileURLWithPath: path))
                    #expect(content.range(of: Data(Branch.apiKey.utf8)) == nil, "\(name)")
                    #expect(content.range(of: Data("lastMessageText".utf8)) == nil, "\(name)")
                }
            }
            #expect(!left.words.contains(Branch.apiKey))
        }
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}
