import Foundation
import Glibc
import HelenaSimulator
import OutpostModel
import Testing

/// What goes wrong with this computer's files.
extension Incident {
    static let diskFull = Incident(
        testDescription: "a full disk",
        status: .names(cause: "0 MiB are left on the disk", next: "make room"),
        diagnosis: .init(.space, .wrong, "0 MiB are left", next: "make room"),
        explanation: .names(
            cause: "there is no space left for outbox.sqlite", next: "make room on the disk"),
        isPossible: SmallDisk.isPossible
    ) { ask in
        try await Branch.open { branch in
            try await SmallDisk.mounted(at: branch.data, megabytes: 4) {
                try await branch.withAgent { agent in
                    // It has started before, and made its files.
                    try await agent.refreshed()
                    try await branch.simulator.cutLine()
                    let id = try await branch.transferPendingSession().id
                    let filler = branch.data + "/filler"
                    try await branch.fill(filler)
                    let refused = try await branch.refusedTransfer()
                    #expect(refused.status == 73 && refused.output.isEmpty)
                    #expect(refused.words.contains("make room on the disk"), "\(refused.words)")
                    try await branch.simulator.restoreLine()
                    try await ask(branch, id)
                    try FileManager.default.removeItem(atPath: filler)
                    try await eventually("what was accepted before is delivered") {
                        try await agent.status().outbox.delivered > 0
                    }
                }
            }
        }
    }

    static let damagedCache = Incident(
        testDescription: "a damaged cache",
        status: .names(cause: "cache.sqlite is damaged", next: "start it with `outpost run`"),
        diagnosis: .init(.cache, .wrong, "cache.sqlite is damaged", next: "`outpost refresh`"),
        explanation: .names(cause: "the agent, which is not running", next: "`outpost run`")
    ) { ask in
        try await Branch.open { branch in
            #expect(try await branch.outpost("refresh").status == 0)
            let id = try await branch.transferPendingSession().id
            try branch.ruin("cache.sqlite")
            try await ask(branch, id)
            // The next step is one: afterwards all is well, and nothing is lost.
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await eventually("all is well") {
                    let first = try await branch.outpost("status").output.prefix { $0 != "\n" }
                    let delivered = try await agent.status().outbox.delivered
                    return first == "All is well" && delivered == 1
                }
            }
        }
    }

    static let damagedOutbox = Incident(
        testDescription: "a damaged outbox",
        status: .fails(69, cause: "outbox.sqlite is damaged", next: "`outpost queue salvage"),
        diagnosis: .init(
            .outbox, .wrong, "outbox.sqlite is damaged", next: "`outpost queue salvage"),
        explanation: .fails(69, cause: "outbox.sqlite is damaged", next: "`outpost queue salvage")
    ) { ask in
        try await Branch.open { branch in
            #expect(try await branch.outpost("refresh").status == 0)
            let id = try await branch.transferPendingSession().id
            try branch.ruin("outbox.sqlite")
            #expect(try await branch.outpost("run").status == 69)
            try await ask(branch, id)
        }
    }

    static let wrongDirectoryMode = Incident(
        testDescription: "a directory that is open to all",
        status: .names(cause: "others may use", next: "chmod 700"),
        diagnosis: .init(.directory, .wrong, "(mode 755)", next: "chmod 700"),
        explanation: .hasNoPart("transfers are carried out all the same")
    ) { ask in
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.transferPendingSession()
                chmod(branch.data, 0o755)
                try await ask(branch, nil)
                try await eventually("it is delivered") {
                    try await agent.status().outbox.delivered == 1
                }
            }
        }
    }

    static let settingsTypo = Incident(
        testDescription: "settings with a typing error",
        status: .fails(78, cause: "bugdet.share", next: "budget.share"),
        diagnosis: .init(.settings, .wrong, "bugdet.share", next: "mend it in the settings"),
        explanation: .fails(78, cause: "bugdet.share", next: "budget.share")
    ) { ask in
        try await Branch.open { opened in
            #expect(try await opened.outpost("refresh").status == 0)
            let id = try await opened.transferPendingSession().id
            var branch = opened
            branch.settings["XDG_CONFIG_HOME"] = branch.folder + "/config"
            let folder = branch.folder + "/config/outpost"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try "bugdet:\n  share: 0.3\n".write(
                toFile: folder + "/outpost.yaml", atomically: true, encoding: .utf8)
            try await ask(branch, id)
        }
    }
}

extension Branch {
    /// What it was is gone, and so is what lies beside it.
    fileprivate func ruin(_ name: String) throws {
        let path = data + "/" + name
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + ending)
        }
        try Data(repeating: 7, count: 50_000).write(to: URL(fileURLWithPath: path))
    }

    /// Takes all the room that there is.
    fileprivate func fill(_ path: String) async throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        while (try? handle.write(contentsOf: Data(repeating: 1, count: 4096))) != nil {}
        try handle.close()
    }

    /// What its file has in reserve may do for a few.
    fileprivate func refusedTransfer() async throws -> Outcome {
        let target = try await departments()[0].id.text
        for _ in 0..<60 {
            let next = try await outpost("transfer", UUID().uuidString, "--department", target)
            if next.status != 0 { return next }
        }
        throw NeverHappened(what: "a transfer is refused")
    }
}
