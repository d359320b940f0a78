import Caller
import Foundation
import OutpostModel
import Testing

/// The local API's two doors, with the real program.
@Suite(.timeLimit(.minutes(2)))
struct LocalDoorTests {
    @Test("TCP asks for the token of the data directory, the socket does not")
    func token() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let path = "/outpost/v1/status"
                    let stranger = LocalCaller(port: port, token: nil)
                    let refused = try await stranger.get(path)
                    #expect(refused.status == 401)
                    #expect(refused.headers["content-type"] == "application/problem+json")
                    #expect(refused.json?["type"]?.string == "urn:outpost:problem:unauthorized")
                    // Not the API's own key, which other programs may know.
                    let key = try await LocalCaller(port: port, token: Branch.apiKey).get(path)
                    #expect(key.status == 401)
                    let known = try await branch.caller(port).get(path)
                    #expect(known.status == 200)
                    let local = try await branch.socketCaller.get(path)
                    #expect(local.status == 200)
                    let alive = try await stranger.get("/healthz")
                    #expect(alive.status == 200)
                    for closed in ["/readyz", "/metrics", "/nowhere"] {
                        let answer = try await stranger.get(closed)
                        #expect(answer.status == 401, "\(closed)")
                    }
                }
            }
        }
    }

    @Test("programs for the API are refused as the API would refuse them")
    func helenaShape() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let caller = LocalCaller(port: port, token: "pn_another-key")
                    let refused = try await caller.get("/core/v1/agent")
                    #expect(refused.status == 401)
                    #expect(refused.json?["error"]?.bool == true)
                    #expect(refused.json?["key"]?.string == "ERROR_UNAUTHORIZED")
                    #expect(refused.json?["httpStatusCode"]?.integer == 401)
                }
            }
        }
    }

    @Test("web pages are refused, whatever name they have for this machine")
    func webPages() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let caller = try branch.caller(port)
                    for headers in [
                        ["Host": "evil.example:\(port)"], ["Origin": "https://evil.example"],
                        ["Origin": "null"],
                    ] {
                        let refused = try await caller.get("/outpost/v1/status", headers: headers)
                        #expect(refused.status == 403, "\(headers)")
                        let dead = try await caller.get("/healthz", headers: headers)
                        #expect(dead.status == 403, "\(headers)")
                    }
                    let named = try await caller.get(
                        "/outpost/v1/status", headers: ["Host": "localhost:\(port)"])
                    #expect(named.status == 200)
                }
            }
        }
    }

    @Test("the token is made once, is long, and only its owner can read it")
    func tokenFile() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in try await agent.refreshed() }
            let first = try branch.token
            #expect(first.count >= 43)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: branch.data + "/token")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let left = try await branch.withAgent { agent in try await agent.refreshed() }
            let second = try branch.token
            #expect(second == first)
            #expect(!left.words.contains(first))
        }
    }

    @Test("a port that another program has is named before anything is begun, with what to do")
    func portTaken() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    var second = branch
                    second.settings["OUTPOST_DATA_DIR"] = branch.folder + "/second"
                    let refused = try await second.outpost("run")
                    #expect(refused.status == 69)
                    #expect(refused.words.contains("port \(port)"))
                    #expect(refused.words.contains("gateway.port"))
                    #expect(refused.words.split(separator: "\n").count == 2, "\(refused.words)")
                }
            }
        }
    }

    @Test("an address that other machines can reach must be asked for in as many words")
    func beyond() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                var open = branch
                open.settings["OUTPOST_GATEWAY_HOST"] = "0.0.0.0"
                let refused = try await open.outpost("run")
                #expect(refused.status == 78)
                #expect(refused.words.contains("gateway.listenBeyondThisMachine"))
                open.settings["OUTPOST_GATEWAY_LISTEN_BEYOND_THIS_MACHINE"] = "true"
                try await open.withAgent { agent in
                    try await agent.refreshed()
                    let answer = try await branch.caller(port).get("/healthz")
                    #expect(answer.status == 200)
                }
            }
        }
    }

    @Test("with port 0 there is the socket only")
    func socketOnly() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let sockets = try String(
                    contentsOfFile: "/proc/\(agent.pid)/net/tcp", encoding: .utf8)
                let inodes = try listening(agent.pid, sockets)
                #expect(inodes == 0)
                let local = try await branch.socketCaller.get("/readyz")
                #expect(local.status == 200)
            }
        }
    }

    /// How many listening TCP sockets the process has.
    private func listening(_ pid: Int32, _ table: String) throws -> Int {
        let files = FileManager.default
        let folder = "/proc/\(pid)/fd"
        let open = try files.contentsOfDirectory(atPath: folder).compactMap {
            try? files.destinationOfSymbolicLink(atPath: folder + "/" + $0)
        }
        let listening = table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: " ")
            return columns.count > 9 && columns[3] == "0A" ? "socket:[\(columns[9])]" : nil
        }
        return listening.filter { open.contains($0) }.count
    }

    @Test("SIGTERM ends the agent within seconds, whoever listens or hangs")
    func ends() async throws {
        try await Branch.open { branch in
            try await branch.withPort { branch, port in
                let clock = ContinuousClock()
                var asked = clock.now
                let token = Shared<String>("")
                let left = try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let caller = try branch.caller(port)
                    token.set(try branch.token)
                    // A reader of events, and one who hangs in the middle of a request.
                    try await caller.readEvents { _ in true }
                    asked = clock.now
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        let reading = Shared(false)
                        group.addTask {
                            let isEnded = try await caller.readEvents { _ in
                                reading.set(true)
                                return false
                            }
                            #expect(isEnded)
                        }
                        let hanging = try await RawConnection.open(port: port)
                        try await hanging.use { reader, writer in
                            try await writer.send(
                                """
                                POST /outpost/v1/intents HTTP/1.1\r
                                Host: localhost\r
                                Authorization: Bearer \(token.value)\r
                                Content-Length: 100\r\n\r\n{
                                """)
                            try await eventually("the events are read") { reading.value }
                            asked = clock.now
                            agent.terminate()
                            _ = await reader.toTheEnd()
                        }
                        try await group.waitForAll()
                    }
                }
                #expect(left.status == 0, "\(left.words)")
                #expect(clock.now - asked < .seconds(5), "\(clock.now - asked)")
            }
        }
    }

    @Test("a socket elsewhere is for its group too, and only for that; the commands find it")
    func sharedSocket() async throws {
        try await Branch.open { branch in
            var branch = branch
            let folder = branch.folder + "/run"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
            branch.settings["OUTPOST_GATEWAY_SOCKET"] = folder + "/outpost.sock"
            try await branch.withAgent { agent in
                try await agent.refreshed()
                #expect(try await agent.status().daemon.version != nil)
                let caller = LocalCaller(socketPath: folder + "/outpost.sock")
                #expect(try await caller.get("/healthz").status == 200)
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: folder + "/outpost.sock")
                #expect(attributes[.posixPermissions] as? Int == 0o660)
                #expect(!FileManager.default.fileExists(atPath: branch.data + "/outpost.sock"))
            }
        }
    }
}
