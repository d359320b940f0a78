import Foundation
import HTTPTypes
import Hummingbird
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

@Suite("answers that are given again")
final class ResponseCacheTests {
    private let directory: String
    private let cache: Cache
    private let outbox: Outbox
    private let responses: ResponseCache
    private var made = 0

    init() throws {
        directory = NSTemporaryDirectory() + "outpost-rc-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        cache = try Cache.open(in: directory)
        outbox = try Outbox.open(in: directory, forAgent: true)
        responses = ResponseCache(cache: cache, outbox: outbox)
    }

    deinit {
        cache.close()
        outbox.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func request(_ path: String) -> Request {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)
        return Request(head: head, body: .init(buffer: ByteBuffer()))
    }

    /// The answer, which tells how many were made before it.
    private func answer(_ path: String, padding: Int = 0) -> String {
        let entry = responses.entry(for: request(path)) {
            made += 1
            return ResponseCache.Entry(
                "\(made)" + String(repeating: " ", count: padding), knownAt: nil)
        }
        return String(buffer: entry.body).trimmingCharacters(in: .whitespaces)
    }

    private func transfer(_ outbox: Outbox) throws {
        let session = try #require(Session.ID(UUID().uuidString))
        let department = try #require(Department.ID(UUID().uuidString))
        _ = try outbox.accept(
            NewIntent(
                id: .random(), sessionID: session, target: .department(department), key: nil,
                base: nil, lifetime: 60), at: Date())
    }

    @Test("it is made once for each question")
    func once() {
        #expect(
            ["/a", "/a", "/b?c=1", "/b?c=2", "/b?c=1", "/a"].map { answer($0) }
                == ["1", "1", "2", "3", "2", "1"])
    }

    @Test("and again after anything was written, here or by another program")
    func written() throws {
        #expect(answer("/a") == "1")
        try transfer(outbox)
        #expect(answer("/a") == "2")
        try cache.recordFailure(.users, "it was cut", at: Date())
        #expect(answer("/a") == "3")
        let command = try Outbox.open(in: directory, forAgent: false)
        try transfer(command)
        command.close()
        #expect(answer("/a") == "4")
        #expect(answer("/a") == "4")
    }

    @Test("what was made while something was written is not given again")
    func meanwhile() throws {
        let moment = try #require(responses.now())
        try transfer(outbox)
        moment.keep(ResponseCache.Entry("old", knownAt: nil), for: request("/a"))
        #expect(answer("/a") == "1")
    }

    @Test("one that could not be made is asked for again")
    func failure() {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try responses.entry(for: request("/a")) { throw Broken() }
        }
        #expect(answer("/a") == "1")
    }

    @Test("a large one is not kept, and many take no more than they may")
    func bounded() {
        #expect(answer("/large", padding: GatewayLimits.largestKeptAnswer) == "1")
        #expect(answer("/large") == "2")
        let padding = 60_000
        let many = GatewayLimits.keptAnswers / padding + 5
        for number in 0..<many { _ = answer("/\(number)", padding: padding) }
        let before = made
        let again = (0..<many).filter { answer("/\($0)", padding: padding) == "\(made)" }
        #expect(responses.bytes <= GatewayLimits.keptAnswers)
        #expect(made - before == again.count)
        #expect(again.count > 0)
    }
}
