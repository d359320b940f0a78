import Caller
import Foundation
import HelenaSimulator
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

/// The same questions to us and to the API: a program must not notice who answers.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ComparisonTests {
    /// Members that we do not show: what customers write is kept nowhere.
    private static let differing: Set<String> = ["lastMessageText"]

    @Test("several hundred questions: the same status, shape and content")
    func same() async throws {
        try await StandIn.open(Seeding(sessions: 300)) { standIn in
            let page = try await standIn.direct.get(
                "/chat/v2/session?PageSize=100&IncludeDetails=ContactDetails&Status=COMPLETED")
            let objects = page.json?["items"]?.array?.compactMap(\.object) ?? []
            let questions = await Questions(standIn.simulator, objects: objects).all
            #expect(questions.count > 500)
            var statuses: [Int: Int] = [:]
            for question in questions {
                let ours = try await standIn.caller.get(question)
                let theirs = try await standIn.direct.get(question)
                try compare(ours, theirs, question)
                statuses[theirs.status, default: 0] += 1
            }
            #expect(statuses.keys.sorted() == [200, 500])
            #expect((statuses[500] ?? 0) > 50)
        }
    }

    @Test("transfers that cannot be: the same refusal, and nothing stored")
    func refusedTransfers() async throws {
        try await StandIn.open { standIn in
            let (session, elsewhere) = try await standIn.session()
            let ended = try await standIn.session("COMPLETED").session
            let users = await standIn.simulator.users()
            let outsider = try #require(
                users.first { !$0.departmentIDs.contains(elsewhere.id) })
            let stranger = "0ac3d2e4-0000-4000-8000-00000000000b"
            let good = StandIn.to(department: elsewhere.id)
            let refused = [
                (session.id, ""), (session.id, "[]"), (session.id, "{}"),
                (session.id, #"{"type":"DEPARTMENT"}"#), (session.id, #"{"type":"USER"}"#),
                (session.id, #"{"type":"x","newDepartmentId":"\#(elsewhere.id)"}"#),
                (session.id, StandIn.to(department: "x")),
                (session.id, StandIn.to(department: stranger)),
                (session.id, #"{"type":"USER","newUserId":"\#(stranger)"}"#),
                (
                    session.id,
                    """
                    {"type":"USER","newUserId":"\(outsider.id)",
                     "newDepartmentId":"\(elsewhere.id)"}
                    """
                ),
                (session.id, good.dropLast() + #","options":7}"#),
                ("x", good), ("x", "{}"), (ended.id, good),
            ]
            for (id, body) in refused {
                let ours = try await standIn.transfer(id, body)
                let theirs = try await standIn.direct.call(
                    "PUT", "/chat/v1/session/\(id)/transfer", body: body)
                #expect(SpokenError(ours) == SpokenError(theirs), "\(id): \(body)")
                #expect(SpokenError(ours) != nil, "\(ours)")
            }
            #expect(try standIn.outbox.tally().accepted == 0)
        }
    }

    private func compare(_ ours: LocalAnswer, _ theirs: LocalAnswer, _ question: String) throws {
        #expect(ours.status == theirs.status, "\(question): \(ours.body.prefix(300))")
        #expect(ours.headers["content-type"]?.hasPrefix("application/json") == true)
        guard theirs.status == 200 else {
            #expect(SpokenError(ours) == SpokenError(theirs), "\(question)")
            return
        }
        let left = try #require(ours.json).without(Self.differing)
        let right = try #require(theirs.json).without(Self.differing)
        guard left != right else { return }
        Issue.record("\(question)\n ours: \(left.text)\ntheirs: \(right.text)")
    }
}

extension JSONValue {
    /// The same without the values of those members, wherever they are; whether they are there still
    /// counts, but for those that hold a customer's words.
    fileprivate func without(_ names: Set<String>) -> JSONValue {
        switch self {
        case .array(let items): .array(items.map { $0.without(names) })
        case .object(let members):
            .object(
                members.filter { $0.key != "lastMessageText" }.reduce(into: [:]) {
                    $0[$1.key] = names.contains($1.key) ? .null : $1.value.without(names)
                })
        default: self
        }
    }

    fileprivate var text: String { ((try? JSONText.encode(self)) ?? "").prefix(3_000).description }
}
