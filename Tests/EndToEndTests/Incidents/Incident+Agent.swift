import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// What goes wrong between the programs of this computer.
extension Incident {
    /// One holds the directory: a second does not start. One has the port: neither does a second in
    /// another directory, and there it is asked why.
    static let secondAgent = Incident(
        testDescription: "a second agent",
        status: .names(cause: "another program listens on port", next: "gateway.port"),
        diagnosis: .init(
            .agent, .wrong, "another program listens on port", next: "gateway.port"),
        explanation: .names(cause: "another program listens on port", next: "gateway.port")
    ) { ask in
        try await Branch.open { opened in
            try await opened.withPort { branch, _ in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let second = try await branch.outpost("run")
                    #expect(second.status == 69)
                    #expect(second.words.contains("already running on \(branch.data)"))
                    #expect(second.words.contains("(pid \(agent.pid))"))
                    #expect(second.words.contains("outpost status"))
                    #expect(try await branch.outpost("doctor").status == 0)

                    var other = branch
                    other.settings["OUTPOST_DATA_DIR"] = branch.folder + "/other"
                    let third = try await other.outpost("run")
                    #expect(third.status == 69 && third.words.contains("gateway.port"))
                    try await ask(other, try await other.transferUnknownSession())
                }
            }
        }
    }

    static let unknownToken = Incident(
        testDescription: "a token that nobody knows",
        status: .names(cause: "wrong token", next: "the file `token`", json: "lastRefusedAt"),
        diagnosis: .init(.callers, .notice, "wrong token: 2", next: "the file `token`"),
        explanation: .hasNoPart("what is turned away is not stored")
    ) { ask in
        try await Branch.open { opened in
            try await opened.withPort { branch, port in
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    #expect(try await agent.status().callers?.refused == 0)
                    // With the API's own key, as who changes the base URL alone would come.
                    let program = LocalCaller(port: port, token: Branch.apiKey)
                    let body = #"{"session": "101499", "department": "cobranca"}"#
                    for _ in 0..<2 {
                        let answer = try await program.post("/outpost/v1/intents", body)
                        #expect(answer.status == 401)
                        #expect(answer.body.contains("the file `token` in the data directory"))
                    }
                    try await ask(branch, nil)
                    #expect(try await agent.intents().isEmpty)
                }
            }
        }
    }
}
