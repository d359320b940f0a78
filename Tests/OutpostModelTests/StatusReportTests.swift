import OutpostModel
import Testing

@Suite("what status --json promises")
struct StatusReportTests {
    private func report(
        paused: StatusReport.Paused? = nil, budget: StatusReport.Budget? = nil
    ) throws -> [String: JSONValue] {
        let never = StatusReport.CachedResource(count: 0, RefreshState(), ageSeconds: nil)
        let tally = Tally(
            accepted: 6, counts: [.queued: 1, .delivered: 2, .rejected: 3],
            oldestQueuedAt: Example.noon)
        let report = StatusReport(
            connectivity: .init(state: "unknown", since: nil, reason: nil),
            cache: .init(departments: never, users: never, sessions: never),
            outbox: .init(tally, oldestQueuedSeconds: nil), paused: paused, budget: budget,
            daemon: .stopped, warnings: [])
        return try Example.object(JSONText.encode(report))
    }

    @Test("every part is there")
    func parts() throws {
        let object = try report()
        #expect(
            Set(object.keys) == [
                "connectivity", "cache", "outbox", "paused", "budget", "daemon", "warnings",
                "attention", "callers",
            ])
        #expect(object["budget"] == .null)
        #expect(object["paused"] == .null)
        #expect(
            try report(paused: .init(reason: "x", next: "y"))["paused"]
                == .object(["reason": .string("x"), "next": .string("y")]))
    }

    @Test(
        "every part has its members",
        arguments: [
            ("connectivity", ["state", "since", "reason", "cause", "layers"]),
            ("cache", ["departments", "users", "sessions"]),
            (
                "outbox",
                [
                    "accepted", "queued", "sending", "conflict", "held", "delivered", "superseded",
                    "cancelled", "expired", "rejected", "oldestQueuedSeconds", "failedLastDay",
                ]
            ),
            ("daemon", ["running", "pid", "version", "obstacle"]),
        ] as [(String, Set<String>)])
    func members(_ part: String, _ names: Set<String>) throws {
        let object = try #require(try report()[part]?.object)
        #expect(Set(object.keys) == names)
    }

    @Test(
        "every list says how many, when, how old, how far and what went wrong",
        arguments: ["departments", "users", "sessions"])
    func lists(_ name: String) throws {
        let list = try #require(try report()["cache"]?[name]?.object)
        #expect(
            Set(list.keys) == [
                "count", "refreshedAt", "ageSeconds", "failure", "failedAt", "complete", "walked",
            ])
        #expect(list["refreshedAt"] == .null)
    }

    @Test(
        "every layer of the line says how it is, and why", arguments: ["link", "host", "api"])
    func layers(_ name: String) throws {
        let layers = try #require(try report()["connectivity"]?["layers"]?.object)
        #expect(Set(layers.keys) == ["link", "host", "api"])
        #expect(layers[name] == .object(["state": .string("unknown"), "reason": .null]))
    }

    @Test("the budget says what is left of what, and until when nothing leaves")
    func budget() throws {
        let budget = StatusReport.Budget(
            share: 0.5, fiveSeconds: .init(limit: 100, atOnce: 25, left: 7),
            fiveMinutes: .init(limit: 500, atOnce: 125, left: 0), pausedUntil: nil)
        let object = try #require(try report(budget: budget)["budget"]?.object)
        #expect(
            object == [
                "share": .number(0.5),
                "fiveSeconds": .object([
                    "limit": .integer(100), "atOnce": .integer(25), "left": .integer(7),
                ]),
                "fiveMinutes": .object([
                    "limit": .integer(500), "atOnce": .integer(125), "left": .integer(0),
                ]),
                "pausedUntil": .null,
            ])
    }

    @Test("the counts are the tally's, zero where it has none")
    func counts() throws {
        let outbox = try #require(try report()["outbox"])
        #expect(outbox["accepted"] == .integer(6))
        #expect(outbox["queued"] == .integer(1))
        #expect(outbox["rejected"] == .integer(3))
        #expect(outbox["held"] == .integer(0))
        #expect(outbox["oldestQueuedSeconds"] == .null)
    }
}
