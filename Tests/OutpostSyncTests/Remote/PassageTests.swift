import OutpostModel
import OutpostSync
import Testing

@Suite("what is passed on to the API", .timeLimit(.minutes(1)))
struct PassageTests {
    /// The API, which says the same to everything.
    private struct Answering: Passing {
        var status = 200
        var type = "application/json"
        var pause: Duration?

        func pass(_ request: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
            let pieces = AsyncStream { continuation in
                for byte in request.target.utf8 { continuation.yield([byte]) }
                continuation.finish()
            }
            return PassedAnswer(
                status: status, fields: [HeaderField("Content-Type", type)],
                body: ByteStream(pieces) { $0 }, pause: pause)
        }
    }

    private struct Silent: Passing {
        func pass(_ request: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
            throw .lineDown
        }
    }

    /// Reads what it is sent, and blames the line where that breaks.
    private struct Reading: Passing {
        func pass(_ request: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
            do {
                if let body = request.body { for try await _ in body {} }
            } catch {
                throw .lineBroke
            }
            return try await Answering().pass(request)
        }
    }

    @Test("a program that breaks off what it sends does not take us offline")
    func brokenSender() async throws {
        try await Branch.open { branch in
            let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield([1])
                continuation.finish(throwing: CancellationError())
            }
            let upload = PassedRequest(
                method: "PUT", target: "/core/v1/file", fields: [],
                body: ByteStream(pieces) { $0 })
            await #expect(throws: PassageFailure.sender) {
                try await passage(Reading(), branch).pass(upload)
            }
            #expect(branch.line.connectivity.state == .unknown)
        }
    }

    private let request = PassedRequest(method: "GET", target: "/core/v1/tag", fields: [])

    private func passage(_ remote: any Passing, _ branch: Branch) -> Passage {
        Passage(
            remote, line: branch.line, meter: branch.meter, clocks: branch.clocks,
            patience: .seconds(20))
    }

    @Test("the answer comes piece by piece, and tells that the line is there")
    func passes() async throws {
        try await Branch.open { branch in
            let answer = try await passage(Answering(), branch).pass(request)
            var text = ""
            for try await piece in answer.body { text += String(decoding: piece, as: UTF8.self) }
            #expect(text == "/core/v1/tag")
            #expect(branch.line.connectivity.state == .online)
        }
    }

    @Test("a login page and a broken server say nothing about the line", arguments: [200, 500])
    func pages(status: Int) async throws {
        try await Branch.open { branch in
            let page = Answering(status: status, type: "text/html")
            _ = try await passage(page, branch).pass(request)
            #expect(branch.line.connectivity.state == .unknown)
        }
    }

    @Test("no answer closes the line")
    func silent() async throws {
        try await Branch.open { branch in
            await #expect(throws: PassageFailure.remote(.lineDown)) {
                try await passage(Silent(), branch).pass(request)
            }
            #expect(!branch.line.isOpen)
        }
    }

    @Test("a 429 stops everything of ours, and who waits longer than is decent is turned away")
    func throttled() async throws {
        try await Branch.open { branch in
            let passage = passage(Answering(status: 429, pause: .seconds(40)), branch)
            let status = try await passage.pass(request).status
            #expect(status == 429)
            await #expect(throws: PassageFailure.noTurn) { try await passage.pass(request) }
            #expect(branch.time.elapsed == .seconds(20))
            _ = try await branch.uplink(.replay).departments()
            #expect(branch.time.elapsed == .seconds(40) + Budget.longestSpread / 2)
        }
    }

    @Test("only so many are under way: one ends when its body was read or let go")
    func places() async throws {
        try await Branch.open { branch in
            let passage = passage(Answering(), branch)
            var answers: [PassedAnswer] = []
            for _ in 0..<Passage.most { answers.append(try await passage.pass(request)) }
            await #expect(throws: PassageFailure.tooMany) { try await passage.pass(request) }
            answers.removeLast()
            answers.append(try await passage.pass(request))
            await #expect(throws: PassageFailure.tooMany) { try await passage.pass(request) }
        }
    }
}
