import Foundation
import Logging
import OutpostModel
import Testing

@testable import Helena

/// What the tests have in common: ids, objects, and a client with short limits.
enum Example {
    static let secret = "pn_0123456789abcdef"
    static let sessionID = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    static let departmentID = "0b5c1a52-93a3-4a0c-8c61-0f1c0ad0a001"
    static let userID = "0b5c1a52-93a3-4a0c-8c61-0f1c0ad0a002"
    static let session = #"{"id":"\#(sessionID)","status":"PENDING"}"#

    /// Short enough for tests, long enough for a busy machine.
    static let limits = HelenaLimits(
        connectTimeout: .seconds(5), answerTimeout: .seconds(10), largestBody: 1 << 20)

    /// Runs `body` with a client of `url` and closes it.
    @discardableResult
    static func with<Value>(
        _ url: String, proxy: HelenaProxy? = nil, limits: HelenaLimits = limits,
        certificates: [String]? = nil, logger: Logger = Logger(label: "test"),
        _ body: (HelenaClient) async throws -> Value
    ) async throws -> Value {
        let key = try #require(APIKey(secret))
        let client = try HelenaClient(
            endpoint: HelenaEndpoint(url), key: key, proxy: proxy, limits: limits,
            extraCertificates: certificates, logger: logger)
        do {
            let value = try await body(client)
            try await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// The failure of one transfer, which is where it matters what may have happened.
    static func failureOfTransfer(
        _ url: String, proxy: HelenaProxy? = nil, limits: HelenaLimits = limits,
        certificates: [String]? = nil
    ) async throws -> RemoteFailure {
        try await with(url, proxy: proxy, limits: limits, certificates: certificates) { client in
            try #require(
                await #expect(throws: RemoteFailure.self) { try await transfer(client) })
        }
    }

    @discardableResult
    static func transfer(_ client: HelenaClient) async throws -> Session {
        let id = try #require(Session.ID(sessionID))
        let department = try #require(Department.ID(departmentID))
        return try await client.transfer(id, to: .department(department), stopsBot: false)
    }

    /// An answer of `body`, for the pure tests.
    static func answer(_ status: Int, _ body: String, retryAfter: String? = nil) -> Answer {
        Answer(status: status, retryAfter: retryAfter, body: Data(body.utf8))
    }
}
