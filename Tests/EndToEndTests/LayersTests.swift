import HelenaSimulator
import OutpostModel
import Testing

/// What `status` names as the thing that is down, for each way in which a line fails.
@Suite(.timeLimit(.minutes(2)))
struct LayersTests {
    /// A way to fail, as the branch meets it.
    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var fault: Fault?
        var settings: [String: String] = [:]
        /// Link, host, API.
        let states: [Layer.State]
        /// A part of the reason.
        let words: String
    }

    static let troubles = [
        Trouble(
            testDescription: "a login page", fault: .loginPage,
            states: [.up, .up, .down], words: "is not the API"),
        Trouble(
            testDescription: "a busy gateway", fault: .unavailable,
            states: [.up, .up, .down], words: "busy or out of order (status 503)"),
        Trouble(
            testDescription: "a connection that breaks", fault: .reset,
            states: [.up, .down, .unknown], words: "broke"),
        Trouble(
            testDescription: "a black hole", fault: .neverAnswered,
            settings: ["OUTPOST_HELENA_ANSWER_TIMEOUT": "1s"],
            states: [.up, .down, .unknown], words: "no whole answer"),
        Trouble(
            testDescription: "a connection that is refused",
            settings: ["OUTPOST_HELENA_BASE_URL": "http://127.0.0.1:9"],
            states: [.up, .down, .unknown], words: "refused the connection"),
        Trouble(
            testDescription: "no secure connection",
            settings: ["OUTPOST_HELENA_BASE_URL": "https://SIMULATOR"],
            states: [.up, .down, .unknown], words: "no secure connection (TLS)"),
        Trouble(
            testDescription: "a proxy that does not let us through",
            settings: [
                "OUTPOST_HELENA_BASE_URL": "https://api.example",
                "OUTPOST_HELENA_PROXY": "http://SIMULATOR",
            ],
            states: [.up, .down, .unknown], words: "does not let us through"),
    ]

    @Test("the layer that is down is named, with the reason in words", arguments: troubles)
    func named(_ trouble: Trouble) async throws {
        try await Branch.open { opened in
            var branch = opened
            let address = opened.simulator.baseURL.dropFirst("http://".count)
            for (name, value) in trouble.settings {
                branch.settings[name] = value.replacing("SIMULATOR", with: address)
            }
            if let fault = trouble.fault { await branch.simulator.inject(fault) }
            try await branch.withAgent { agent in
                try await eventually("it is known to be offline") {
                    try await agent.status().connectivity.state == "offline"
                }
                let line = try await agent.status().connectivity
                #expect(line.states == trouble.states)
                #expect(line.reason?.contains(trouble.words) == true, "\(line.reason ?? "")")
                let down = [line.layers.link, line.layers.host, line.layers.api].first {
                    $0.state == .down
                }
                #expect(down?.reason == line.reason)
            }
        }
    }

    @Test("a name that does not resolve is the host's fault, if there is a network at all")
    func name() async throws {
        try await Branch.open { opened in
            var branch = opened
            branch.settings["OUTPOST_HELENA_BASE_URL"] = "http://api.invalid"
            try await branch.withAgent { agent in
                try await eventually("it is known to be offline") {
                    try await agent.status().connectivity.state == "offline"
                }
                let line = try await agent.status().connectivity
                if line.layers.link.state != .down {
                    #expect(line.layers.host.state == .down)
                    #expect(line.reason?.contains("does not resolve") == true)
                }
            }
        }
    }

    @Test("a wrong key is none of the line's faults: every layer is up, and the API says why")
    func wrongKey() async throws {
        try await Branch.open { branch in
            await branch.simulator.update { $0.apiKey = "pn_another" }
            try await branch.withAgent { agent in
                try await eventually("the queue is paused") {
                    try await agent.status().paused != nil
                }
                let line = try await agent.status().connectivity
                #expect(line.states == [.up, .up, .up])
                #expect(line.layers.api.reason?.contains("refused the API key") == true)
                let text = try await branch.outpost("status").output
                #expect(text.contains(/\n +API +up: .*refused the API key/))
            }
        }
    }

    @Test("people read the same three layers; without an agent nobody knows them")
    func words() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let well = try await branch.outpost("status").output
                for name in ["link", "host", "API"] {
                    #expect(well.contains(try Regex("\n  \(name) +up\n")))
                }
                #expect(try await agent.status().connectivity.states == [.up, .up, .up])
                try await branch.simulator.cutLine()
                #expect(try await branch.outpost("refresh", "users").status == 75)
                let ill = try await branch.outpost("status").output
                #expect(ill.contains(/\n  link +up\n  host +down: .*refused the connection\n/))
                #expect(ill.contains(/\n  API +unknown: not reached\n/))
            }
            let report: StatusReport = try await branch.outpost("status", "--json").decoded()
            #expect(report.connectivity.layers == .unknown)
            #expect(try await !branch.outpost("status").output.contains("  host"))
        }
    }
}

extension StatusReport.Connectivity {
    var states: [Layer.State] { [layers.link.state, layers.host.state, layers.api.state] }
}
