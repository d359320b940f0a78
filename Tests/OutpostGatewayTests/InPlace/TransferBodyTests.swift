import Foundation
import OutpostModel
import OutpostSync
import Testing

@testable import OutpostGateway

@Suite("what a transfer is sent")
struct TransferBodyTests {
    private static let one = "00000000-0000-4000-8000-0000000000AA"
    private static let two = "00000000-0000-4000-8000-0000000000bb"

    private func body(_ text: String) throws -> TransferBody {
        try TransferBody(Data(text.utf8))
    }

    @Test("to a department; a user beside it does not count")
    func department() throws {
        let body = try body(
            """
            {"type":"department","newDepartmentId":"\(Self.one)","newUserId":"\(Self.two)",
             "options":{"stopBotInExecution":true},"unknown":[]}
            """)
        #expect(body.department == Department.ID(Self.one))
        #expect(body.user == nil)
        #expect(body.stopsBot)
    }

    @Test("to a user, in a department or not")
    func user() throws {
        let both = try body(
            #"{"type":"USER","newDepartmentId":"\#(Self.one)","newUserId":"\#(Self.two)"}"#)
        #expect(both.department == Department.ID(Self.one))
        #expect(both.user == User.ID(Self.two))
        #expect(!both.stopsBot)
        let alone = try body(
            #"{"type":"USER","newDepartmentId":null,"newUserId":"\#(Self.two)","options":null}"#)
        #expect(alone.department == nil)
        #expect(alone.user == User.ID(Self.two))
    }

    @Test(
        "what is none is refused in the API's words",
        arguments: [
            ("", HelenaError.malformedBody), ("[]", .malformedBody), ("{", .malformedBody),
            (#"{"type":"USER","options":1}"#, .malformedBody), ("{}", .invalid("type")),
            (#"{"type":7}"#, .invalid("type")), (#"{"type":"BOT"}"#, .invalid("type")),
            (#"{"type":"USER"}"#, .nothingToTransfer),
            (#"{"type":"DEPARTMENT"}"#, .nothingToTransfer),
            (#"{"type":"DEPARTMENT","newDepartmentId":null}"#, .nothingToTransfer),
            (#"{"type":"DEPARTMENT","newUserId":"\#(one)"}"#, .nothingToTransfer),
            (#"{"type":"USER","newDepartmentId":"\#(one)"}"#, .nothingToTransfer),
            (#"{"type":"DEPARTMENT","newDepartmentId":""}"#, .invalid("newDepartmentId")),
            (#"{"type":"DEPARTMENT","newDepartmentId":7}"#, .invalid("newDepartmentId")),
            (#"{"type":"USER","newUserId":"x"}"#, .invalid("newUserId")),
            (#"{"type":"x","newUserId":"x"}"#, .invalid("newUserId")),
        ])
    func refused(_ text: String, _ error: HelenaError) {
        #expect(throws: error) { try body(text) }
    }

    @Test("the request that it stands for joins an equal one")
    func request() throws {
        let session = try #require(Session.ID(Self.two))
        let request = try body(#"{"type":"DEPARTMENT","newDepartmentId":"\#(Self.one)"}"#)
            .request(session, key: "k", lifetime: 60)
        #expect(request.session == session.text)
        #expect(request.department == Self.one.lowercased())
        #expect(request.user == nil)
        #expect(request.key == "k")
        #expect(request.lifetime == 60)
        #expect(request.joinsEqual)
    }
}
