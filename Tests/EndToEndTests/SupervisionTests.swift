import Caller
import Foundation
import HelenaSimulator
import Testing

/// What the agent tells systemd, over a real socket.
@Suite(.timeLimit(.minutes(2)))
struct SupervisionTests {
    private func supervised(
        _ opened: Branch, by socket: NotifySocket, patience: String = "1000000"
    ) -> Branch {
        var branch = opened
        branch.settings["NOTIFY_SOCKET"] = socket.name
        branch.settings["WATCHDOG_USEC"] = patience
        return branch
    }

    @Test("ready once every door is open, then alive, then stopping", arguments: [true, false])
    func life(_ isAbstract: Bool) async throws {
        try await Branch.open { opened in
            let name = (isAbstract ? "@" : "") + opened.folder + "/notify"
            let socket = try NotifySocket(name)
            try await supervised(opened, by: socket).withPort { branch, port in
                #expect(socket.lines.isEmpty)
                try await branch.withAgent { agent in
                    try await eventually("it is ready") { socket.count("READY=1") == 1 }
                    #expect(try await branch.socketCaller.get("/healthz").status == 200)
                    #expect(try await branch.caller(port).get("/healthz").status == 200)
                    try await eventually("it gives signs of life") {
                        socket.count("WATCHDOG=1") > 2
                    }
                    #expect(socket.count("STOPPING=1") == 0)
                }
                #expect(socket.count("READY=1") == 1)
                #expect(socket.count("STOPPING=1") == 1)
            }
        }
    }

    @Test("how things stand is told when people should hear of the line")
    func standing() async throws {
        try await Branch.open { opened in
            let socket = try NotifySocket(opened.folder + "/notify")
            // A patience so long that no sign of life is due meanwhile.
            var branch = supervised(opened, by: socket, patience: "600000000")
            branch.settings["OUTPOST_CONNECTIVITY_DAMPING"] = "1s"
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await eventually("it is online") {
                    socket.status?.hasPrefix("STATUS=online") == true
                }
                await branch.simulator.inject(.loginPage)
                try await eventually("it is offline") {
                    _ = try await branch.outpost("refresh", "departments")
                    return socket.status?.hasPrefix("STATUS=offline") == true
                }
                await branch.simulator.clearFaults()
                try await eventually("it is back") {
                    socket.status?.hasPrefix("STATUS=online") == true
                }
            }
        }
    }

    @Test("no sign of life where the queue fails and nobody knows why")
    func failing() async throws {
        try await Branch.open { opened in
            let socket = try NotifySocket(opened.folder + "/notify")
            let branch = supervised(opened, by: socket)
            try await branch.withAgent { agent in
                try await eventually("it is alive") { socket.count("WATCHDOG=1") > 0 }
                let stranger = Stranger()
                try stranger.open(branch.data + "/outbox.sqlite", "DROP TABLE tally")
                stranger.close()
                try await eventually("it says so") {
                    socket.status?.contains("the queue fails") == true
                }
                let count = socket.count("WATCHDOG=1")
                let failures = { socket.lines.filter { $0.contains("the queue fails") }.count }
                let before = failures()
                try await eventually("it has tried again") { failures() > before + 1 }
                #expect(socket.count("WATCHDOG=1") == count)
            }
        }
    }

    @Test(
        "nobody is told anything where nobody asked, or by a name that is none",
        arguments: ["", "x"])
    func nobody(_ name: String) async throws {
        try await Branch.open { opened in
            var branch = opened
            branch.settings["NOTIFY_SOCKET"] = name
            let left = try await branch.withAgent { agent in try await agent.refreshed() }
            #expect(left.status == 0, "\(left.words)")
        }
    }
}
