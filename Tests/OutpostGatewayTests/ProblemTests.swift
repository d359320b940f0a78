import Caller
import Foundation
import HTTPTypes
import OutpostModel
import OutpostStore
import OutpostSync
import Testing

@testable import OutpostGateway

/// Errors in both shapes.
struct ProblemTests {
    @Test("every kind has a type of its own, which the document names")
    func kinds() throws {
        let types = Problem.Kind.allCases.map(\.type)
        #expect(Set(types).count == types.count)
        let document = try APIDocument()
        let named = document.root["components"]?["schemas"]?["Problem"]?["properties"]?["type"]?[
            "enum"]?.array?.compactMap(\.string)
        #expect(named == types)
    }

    @Test(
        "each refusal has its status",
        arguments: [
            (.noTarget, 422), (.malformedSession("x"), 400), (.unknownNumber("17"), 404),
            (.unknown(kind: "department", "x", nearest: []), 422),
            (.ambiguous(kind: "user", "x", []), 422), (.ended("17", .completed), 409),
            (.neverRefreshed(.users), 503), (.malformedKey, 400),
            (.outbox(.tooMany(open: 9, limit: 9)), 503),
            (.outbox(.store(.full(file: "outbox.sqlite"))), 507),
            (.outbox(.store(.busy(file: "outbox.sqlite"))), 503),
            (.cache(.unexpected(file: "cache.sqlite", detail: "")), 500),
        ] as [(RequestFailure, Int)])
    func statuses(_ failure: RequestFailure, _ status: Int) throws {
        #expect(Problem(failure)?.status.code == status)
    }

    @Test(
        "programs are not told to type commands",
        arguments: [
            .noTarget, .malformedSession("x"), .unknownNumber("17"), .neverRefreshed(.users),
            .unknown(kind: "department", "x", nearest: []),
            .outbox(.tooMany(open: 9, limit: 9)), .cache(.notThere(file: "cache.sqlite")),
            .cache(.damaged(file: "cache.sqlite", detail: "")),
        ] as [RequestFailure])
    func advice(_ failure: RequestFailure) throws {
        let advice = try #require(Problem(failure)?.advice)
        #expect(!advice.contains("`outpost "))
        #expect(!advice.contains("--"))
    }

    @Test("in the API's shape an error has the members that its programs read")
    func helenaShape() throws {
        let error = HelenaError(Problem.noToken)
        #expect(error.key == "ERROR_UNAUTHORIZED")
        #expect(error.text.contains("Authorization: Bearer"))
        #expect(error.headers[.wwwAuthenticate] == "Bearer")
    }
}
