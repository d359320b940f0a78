import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import Testing

/// Our own interface, with the real program: it answers what its document says, and the same as the
/// commands.
@Suite(.timeLimit(.minutes(3)))
struct LocalInterfaceTests {
    private static let own = "/outpost/v1"

    @Test("what the interface answers is what the commands print")
    func sameAsCommands() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                // Nothing moves while both are asked.
                try await branch.simulator.cutLine()
                let session = try await branch.pendingSession()
                let department = try await branch.department(otherThan: session.departmentId)
                _ = try await branch.outpost(
                    "transfer", session.id.text, "--department", department.id.text)
                try await eventually("the line is down") {
                    try await agent.status().connectivity.state == "offline"
                }
                let id = try #require(try await agent.intents().first).id.text
                let number = try #require(session.number)
                let pairs: [(path: String, command: [String])] = [
                    ("/departments", ["departments"]),
                    ("/departments?query=COBR", ["departments", "COBR"]),
                    ("/users?query=a", ["users", "a"]),
                    ("/users?department=cobranca", ["users", "--department", "cobranca"]),
                    ("/sessions?limit=7", ["sessions", "--limit", "7"]),
                    (
                        "/sessions?status=PENDING&status=IN_PROGRESS&department=vendas",
                        [
                            "sessions", "--status", "PENDING", "--status", "IN_PROGRESS",
                            "--department", "vendas",
                        ]
                    ),
                    ("/sessions/\(number)", ["session", number]),
                    ("/sessions/\(session.id)", ["session", session.id.text]),
                    ("/intents", ["queue", "list"]),
                    (
                        "/intents?all&session=\(number)",
                        ["queue", "list", "--all", "--session", number]
                    ),
                    ("/intents/\(id)", ["queue", "show", id]),
                    ("/intents/\(id)/explanation", ["queue", "explain", id]),
                ]
                for (path, command) in pairs {
                    let answer = try await branch.socketCaller.get(Self.own + path)
                    let printed: JSONValue = try await branch.outpost(command + ["--json"])
                        .decoded()
                    #expect(answer.status == 200, "\(path): \(answer.body)")
                    #expect(answer.json == printed, "\(path)")
                }
            }
        }
    }

    @Test("a list that was never fetched is no empty list, and one that was says how old it is")
    func wholeness() async throws {
        try await Branch.open { branch in
            try await branch.simulator.cutLine()
            try await branch.withAgent { agent in
                try await eventually("the line is down") {
                    try await agent.status().connectivity.state == "offline"
                }
                let caller = branch.socketCaller
                for list in ["departments", "users", "sessions"] {
                    let none = try await caller.get(Self.own + "/" + list)
                    #expect(none.status == 503, "\(none.body)")
                    #expect(none.json?["type"]?.string == "urn:outpost:problem:never-refreshed")
                    let printed = try await branch.outpost(list)
                    #expect(printed.status == 69, "\(printed.words)")
                }
                try await branch.simulator.restoreLine()
                try await agent.refreshed()
                for list in ["departments", "users", "sessions?limit=100"] {
                    let some = try await caller.get(Self.own + "/" + list)
                    #expect(some.headers["outpost-complete"] == "true")
                    #expect(some.headers["age"].flatMap { Int($0) } != nil)
                }
                let cut = try await caller.get(Self.own + "/sessions?limit=3")
                #expect(cut.headers["outpost-complete"] == "false")
                let none = try await caller.get(Self.own + "/sessions?query=nobodyatall")
                #expect(none.status == 200 && none.body == "[]")
            }
        }
    }

    @Test("a transfer is handed in, looked at, stopped, let go and delivered")
    func life() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                try await branch.simulator.cutLine()
                let document = try APIDocument()
                let caller = branch.socketCaller
                let session = try await branch.pendingSession()
                let department = try await branch.department(otherThan: session.departmentId)
                let body = """
                    {"session": \(session.number ?? "0"), "department": "\(department.name)",
                     "expiresIn": "8h", "ifMoved": "force", "stopBot": true}
                    """
                let path = Self.own + "/intents"
                let key = ["Idempotency-Key": "\"n8n-17\""]
                let accepted = try await caller.post(path, body, headers: key)
                #expect(accepted.status == 201, "\(accepted.body)")
                #expect(document.complaints(about: accepted, to: "POST", path) == [])
                let id = try #require(accepted.json?["id"]?.string)
                #expect(accepted.headers["location"] == "\(path)/\(id)")
                #expect(accepted.json?["key"] == .string("n8n-17"))
                let again = try await caller.post(
                    path, body, headers: ["Idempotency-Key": "n8n-17"])
                #expect(again.status == 200)
                #expect(again.json?["id"]?.string == id)
                #expect(again.json?["repetition"] == .bool(true))
                // What is just being tried cannot be held.
                try await eventually("the line is down") {
                    try await agent.status().connectivity.state == "offline"
                }
                for (verb, state) in [("hold", "held"), ("release", "queued")] {
                    let changed = try await caller.post("\(path)/\(id)/\(verb)")
                    #expect(changed.json?["state"]?.string == state, "\(changed.body)")
                    let template = path + "/{id}/" + verb
                    #expect(document.complaints(about: changed, to: "POST", template) == [])
                }
                let early = try await caller.post("\(path)/\(id)/retry?force=true")
                #expect(early.status == 409)
                #expect(early.json?["type"]?.string == "urn:outpost:problem:wrong-state")
                try await branch.simulator.restoreLine()
                try await eventually("it is delivered") {
                    try await caller.get("\(path)/\(id)").json?["state"]?.string == "delivered"
                }
                let detail = try await caller.get("\(path)/\(id)")
                #expect(document.complaints(about: detail, to: "GET", path + "/{id}") == [])
                let last = detail.json?["attemptLog"]?.array?.last
                #expect(last?["outcome"]?.string == "delivered")
                let late = try await caller.post("\(path)/\(id)/cancel")
                #expect(late.status == 409)
                let journal = await branch.simulator.journal
                #expect(journal.count == 1)
            }
        }
    }

    @Test("every answer is as the document says")
    func documented() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let document = try APIDocument()
                let caller = branch.socketCaller
                let unknown = UUID().uuidString.lowercased()
                let cases:
                    [(method: String, template: String, path: String, body: String?, status: Int)] =
                        [
                            ("GET", "/healthz", "/healthz", nil, 200),
                            ("GET", "/readyz", "/readyz", nil, 200),
                            ("GET", "/metrics", "/metrics", nil, 200),
                            ("GET", "/status", "/status", nil, 200),
                            ("GET", "/status", "/status?verbose", nil, 400),
                            ("GET", "/openapi.json", "/openapi.json", nil, 200),
                            ("GET", "/departments", "/departments", nil, 200),
                            ("GET", "/users", "/users", nil, 200),
                            ("GET", "/users", "/users?department=nowhere", nil, 422),
                            ("GET", "/sessions", "/sessions", nil, 200),
                            ("GET", "/sessions", "/sessions?status=OPEN", nil, 400),
                            ("GET", "/sessions", "/sessions?limit=0", nil, 400),
                            ("GET", "/sessions/{session}", "/sessions/999999", nil, 404),
                            ("GET", "/sessions/{session}", "/sessions/\(unknown)", nil, 404),
                            ("GET", "/sessions/{session}", "/sessions/x%2Fy", nil, 400),
                            ("GET", "/intents", "/intents?all=true", nil, 200),
                            ("GET", "/intents", "/intents?state=waiting", nil, 400),
                            ("GET", "/intents/{id}", "/intents/\(unknown)", nil, 404),
                            ("GET", "/intents/{id}", "/intents/17", nil, 400),
                            (
                                "GET", "/intents/{id}/explanation",
                                "/intents/\(unknown)/explanation", nil, 404
                            ),
                            ("POST", "/intents", "/intents", "", 400),
                            ("POST", "/intents", "/intents", "[]", 400),
                            ("POST", "/intents", "/intents", "{\"department\": \"Vendas\"}", 400),
                            ("POST", "/intents", "/intents", "{\"session\": \"\(unknown)\"}", 422),
                            (
                                "POST", "/intents", "/intents",
                                "{\"session\": \"\(unknown)\", \"departement\": \"x\"}", 400
                            ),
                            (
                                "POST", "/intents", "/intents",
                                "{\"session\": \"\(unknown)\", \"department\": \"Vemdas\"}", 422
                            ),
                            (
                                "POST", "/intents", "/intents",
                                "{\"session\": \"x\", \"department\": \"Vendas\"}", 400
                            ),
                            (
                                "POST", "/intents", "/intents",
                                "{\"session\": \"\(unknown)\", \"department\": \"Vendas\", \"expiresIn\": \"soon\"}",
                                400
                            ),
                            (
                                "POST", "/intents", "/intents",
                                "{\"session\": \"\(unknown)\", \"department\": \"Vendas\", \"stopBot\": 1}",
                                400
                            ),
                            ("POST", "/intents/{id}/hold", "/intents/\(unknown)/hold", nil, 404),
                            (
                                "POST", "/refresh", "/refresh",
                                "{\"resources\": [\"departments\"]}", 200
                            ),
                            (
                                "POST", "/refresh", "/refresh", "{\"resources\": [\"contacts\"]}",
                                400
                            ),
                            ("POST", "/nudge", "/nudge", nil, 202),
                            ("GET", "/events", "/events?since=0", nil, 200),
                            ("GET", "/events", "/events?since=-1", nil, 400),
                        ]
                for (method, template, path, body, status) in cases {
                    let isOutside = ["/healthz", "/readyz", "/metrics"].contains(template)
                    let prefix = isOutside ? "" : Self.own
                    let answer = try await caller.call(method, prefix + path, body: body)
                    #expect(answer.status == status, "\(method) \(path): \(answer.body)")
                    #expect(
                        document.complaints(about: answer, to: method, prefix + template) == [],
                        "\(method) \(path): \(answer.body)")
                }
                let stored = try await agent.status()
                #expect(stored.outbox.accepted == 0)
            }
        }
    }

    @Test("a path that is not there is 404, a method that it does not know 405")
    func wrongPaths() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let nowhere = try await branch.socketCaller.get("/outpost/v1/nowhere")
                #expect(nowhere.status == 404)
                let wrong = try await branch.socketCaller.call("DELETE", "/outpost/v1/intents")
                #expect(wrong.status == 405)
                #expect(wrong.headers["allow"] == "GET, HEAD, POST")
            }
        }
    }
}
