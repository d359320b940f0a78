import Caller
import Foundation
import OutpostModel
import Testing

/// Events while they happen: in order, without gaps, whatever breaks in between.
@Suite(.timeLimit(.minutes(2)))
struct EventStreamTests {
    @Test("a reader that goes on where it was misses nothing, through restarts of the agent")
    func gapless() async throws {
        try await Branch.open { branch in
            var seen: [Int64] = []
            for _ in 0..<3 {
                try await branch.withAgent { agent in
                    try await agent.refreshed()
                    let session = try await branch.pendingSession()
                    let department = try await branch.department(otherThan: session.departmentId)
                    let last = seen.last ?? 0
                    let key = UUID().uuidString
                    let wanted = Shared<String?>(nil)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            let accepted = try await branch.outpost(
                                "transfer", session.id.text, "--department", department.id.text,
                                "--key", key, "--wait", "20s", "--json")
                            let report: AcceptanceReport = try accepted.decoded()
                            wanted.set(report.intent.id.text)
                        }
                        let headers = ["Last-Event-ID": "\(last)"]
                        try await branch.socketCaller.readEvents(headers: headers) { message in
                            guard let id = message.number else { return false }
                            seen.append(id)
                            return message.state == "delivered"
                        }
                        try await group.waitForAll()
                    }
                    #expect(wanted.value != nil)
                }
                // What happened between the last message and the end is read next time.
            }
            #expect(seen.first == 1)
            #expect(seen == Array(1...Int64(seen.count)))
            let all = try await branch.events().map(\.id)
            #expect(all.prefix(seen.count) == seen[...])
        }
    }

    @Test("one reader too many is told so; a place is free again when one leaves")
    func readers() async throws {
        try await Branch.open { branch in
            try await branch.withAgent { agent in
                try await agent.refreshed()
                let caller = branch.socketCaller
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let reading = Shared(0)
                    for _ in 0..<32 {
                        group.addTask {
                            try await caller.readEvents(headers: ["Last-Event-ID": "0"]) {
                                message in
                                if message.first?.hasPrefix("retry:") == true {
                                    reading.add(1)
                                }
                                return false
                            }
                        }
                    }
                    try await eventually("all read") { reading.value == 32 }
                    let events = ["Accept": "text/event-stream"]
                    let refused = try await caller.get("/outpost/v1/events", headers: events)
                    #expect(refused.status == 429)
                    group.cancelAll()
                    while let result = await group.nextResult() { _ = result }
                }
                try await eventually("a place is free") {
                    do {
                        try await caller.readEvents { _ in true }
                        return true
                    } catch is Refused {
                        return false
                    }
                }
            }
        }
    }
}

extension [String] {
    fileprivate var number: Int64? {
        first { $0.hasPrefix("id: ") }.flatMap { Int64($0.dropFirst(4)) }
    }

    fileprivate var state: String? {
        guard let data = first(where: { $0.hasPrefix("data: ") })?.dropFirst(6) else { return nil }
        return try? JSONDecoder().decode(EventReport.self, from: Data(data.utf8)).state
    }
}

extension Shared<Int> {
    fileprivate func add(_ count: Int) { change { $0 += count } }
}
