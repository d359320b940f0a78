import Foundation
import OutpostModel
import Testing

@testable import OutpostSync

/// Why a transfer waits, in words.
@Suite("explanations")
struct ExplanationTests {
    private let now = Date(timeIntervalSince1970: 1_750_000_000)
    private var moment: Moment { Moment(uptime: .zero, wall: now) }

    private func explain(
        _ state: Intent.State = .queued, reason: String? = nil, ambiguous: Bool = false,
        _ change: (inout Explanation.Circumstances) -> Void = { _ in }
    ) throws -> String {
        let department = try #require(Department.ID("00000000-0000-4000-8000-000000000001"))
        let session = try #require(Session.ID("00000000-0000-4000-8000-000000000002"))
        let intent = Intent(
            id: .random(), sequence: 1, sessionID: session, target: .department(department),
            stopsBot: false, ifMoved: .park, key: nil, state: state, reason: reason, base: nil,
            acceptedAt: now, expiresAt: now.addingTimeInterval(60),
            endedAt: state.isOpen ? nil : now, attempts: 0, strikes: 0, isAmbiguous: ambiguous,
            supersededBy: nil)
        var circumstances = Explanation.Circumstances()
        circumstances.agentRuns = true
        change(&circumstances)
        return Explanation(intent, circumstances, at: now).text
    }

    @Test("every state has an explanation", arguments: Intent.State.allCases)
    func states(_ state: Intent.State) throws {
        #expect(try explain(state, reason: "for a reason").count > 20)
    }

    @Test("without an agent, it says how to start one")
    func noAgent() throws {
        #expect(try explain { $0.agentRuns = false }.contains("start it with `outpost run`"))
        let service = try explain {
            $0.agentRuns = false
            $0.installation = .service
        }
        #expect(service.contains("start it with `sudo systemctl start outpost`"))
    }

    @Test("with the line down, it names the reason and asks for nothing")
    func offline() throws {
        let text = try explain { circumstances in
            var line = Connectivity(at: moment)
            let failure = RemoteFailure(
                .offline(.refused), mayHaveBeenApplied: false, reason: "refused the connection")
            line.hear(failure, at: moment)
            circumstances.line = line
        }
        #expect(text.contains("refused the connection"))
        #expect(text.contains("by itself when the line is back"))
    }

    @Test("a refused key is named before anything else")
    func refusedKey() throws {
        let text = try explain { circumstances in
            var line = Connectivity(at: moment)
            let failure = RemoteFailure(
                .keyRefused(status: 401), mayHaveBeenApplied: false, reason: "unknown key")
            for _ in 0..<2 { line.hear(failure, at: moment) }
            circumstances.line = line
            circumstances.rest = .seconds(3)
        }
        #expect(text.contains("refuses the API key (unknown key)"))
    }

    @Test("a resting lane says when the next try is")
    func resting() throws {
        let text = try explain(reason: "the server is busy") { $0.rest = .milliseconds(2_400) }
        #expect(text.contains("(the server is busy); the next one is in 3 s"))
    }

    @Test(
        "a used up request limit is named, and when it goes on",
        arguments: [
            (Stall.throttled(.milliseconds(11_200)), "the server says", "12 s"),
            (.spent(.milliseconds(300)), "this agent's share", "1 s"),
        ])
    func usedUp(_ stall: Stall, _ whose: String, _ when: String) throws {
        let text = try explain { circumstances in
            circumstances.stall = stall
            circumstances.ahead = 7
        }
        #expect(text.contains(whose))
        #expect(text.contains("request limit is used up"))
        #expect(text.contains("it goes on in \(when)."))
    }

    @Test("of a used up limit and a resting lane, the one that lasts longer is named")
    func restOutlastsLimit() throws {
        let text = try explain { circumstances in
            circumstances.stall = .spent(.seconds(2))
            circumstances.rest = .seconds(9)
        }
        #expect(text.contains("the next one is in 9 s"))
    }

    @Test("a place in the queue is told by what stands before it")
    func place() throws {
        #expect(try explain { $0.ahead = 7 }.contains("7 go before it"))
        #expect(try explain().contains("the next to go out"))
    }

    @Test("a lost answer is mentioned, and that nothing is sent blindly")
    func ambiguous() throws {
        #expect(try explain(ambiguous: true).contains("looked at before anything is sent again"))
    }

    @Test("a line that does not mend itself asks for something, by its cause")
    func brokenLine() throws {
        let text = try explain { circumstances in
            var line = Connectivity(at: moment)
            line.hear(
                RemoteFailure(
                    .offline(.notTheAPI), mayHaveBeenApplied: false, reason: "a login page"),
                at: moment)
            circumstances.line = line
        }
        #expect(text.contains("What may be done: log in to the network with a browser"))
    }

    @Test("what keeps the queue from moving is named, with an agent and without")
    func obstacle() throws {
        let full = try explain {
            $0.obstacle = "the disk is full"
            $0.rest = .seconds(3)
        }
        #expect(full.contains("the disk is full") && full.contains("`outpost doctor`"))
        let sent = try explain(.sending) { $0.obstacle = "the disk is full" }
        #expect(sent.contains("cannot be written down yet: the disk is full"))
        let taken = try explain {
            $0.agentRuns = false
            $0.obstacle = "the port is taken"
        }
        #expect(taken.contains("cannot start: the port is taken"))
    }

    @Test("a target that is gone is mentioned, whatever becomes of the transfer")
    func gone() throws {
        for state in [Intent.State.queued, .conflict, .held, .rejected, .expired] {
            let text = try explain(state) { $0.scene = Scene(gone: "the department is gone") }
            #expect(text.contains("the department is gone"), "\(state)")
        }
    }

    @Test("what came to nothing says how to hand it in anew")
    func anew() throws {
        #expect(try explain(.rejected, reason: "no").contains("`outpost transfer 00000000-"))
        #expect(try explain(.expired).contains("--department D"))
        #expect(try explain(.expired).hasPrefix("It expired"))
    }

    @Test("a session that the server does not know is not to be handed in anew, but found")
    func unknown() throws {
        let text = try explain(.rejected, reason: "\(Ending.unknownSession) (no such session)")
        #expect(text.contains("`outpost sessions NAME`") && !text.contains("outpost transfer"))
    }

    @Test(
        "a session that has ended meanwhile is mentioned, once; what a customer wrote is no command",
        arguments: [nil: "NAME", "+55 11 5550-1": "551155501", "`id`": "NAME"] as [String?: String])
    func ended(_ phone: String?, _ command: String) throws {
        let id = try #require(Session.ID("00000000-0000-4000-8000-000000000002"))
        let session = Session(
            id: id, number: "17", status: .completed, departmentID: nil, userID: nil,
            contactName: "`id`", contactPhone: phone, createdAt: nil, updatedAt: nil,
            object: JSONText(trusted: "{}"))
        let scene = Scene(
            session: SessionListing(
                session: session, departmentName: nil, userName: nil, readAt: now))
        for reason in ["the server refused it", "the session is COMPLETED"] {
            let text = try explain(.rejected, reason: reason) { $0.scene = scene }
            #expect(text.split(separator: "COMPLETED").count == 2, "\(text)")
            #expect(text.contains("`outpost sessions \(command)`"), "\(text)")
        }
        #expect(try explain { $0.scene = scene }.contains("But the session is COMPLETED"))
    }
}
