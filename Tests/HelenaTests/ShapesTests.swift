import Foundation
import OutpostModel
import Testing

@testable import Helena

@Suite("what is sent and read")
struct ShapesTests {
    private func page(_ json: String, asked: SessionPageRequest = .init()) throws -> SessionPage? {
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        return SessionPage(received: value, asked: asked, keeping: .contacts)
    }

    @Test("a page keeps what it knows, drops and counts what it cannot read")
    func pages() throws {
        let page = try #require(
            try page(
                """
                {"items":[\(Example.session),{"id":"no"},7,null],"pageNumber":"2","pageSize":4,
                 "totalItems":9,"totalPages":3,"hasMorePages":true,"novelty":{}}
                """))
        #expect(page.sessions.map(\.id.text) == [Example.sessionID])
        #expect(page.unreadable == 3)
        #expect(page.pageNumber == 2)
        #expect(page.totalItems == 9)
        #expect(page.totalPages == 3)
        #expect(page.hasMore)
    }

    @Test("an empty page may come without items")
    func emptyPages() throws {
        #expect(try page(#"{"pageNumber":1,"totalItems":0}"#)?.sessions.isEmpty == true)
        #expect(try page(#"{"items":null,"pageNumber":1,"totalItems":0}"#) != nil)
    }

    @Test(
        "what is no envelope",
        arguments: ["{}", "[]", #"{"items":{}}"#, #"{"items":"x","totalItems":1,"pageNumber":1}"#])
    func noPages(_ json: String) throws {
        #expect(try page(json) == nil)
    }

    @Test("whether there is more, from what the envelope has")
    func more() throws {
        #expect(try page(#"{"items":[],"pageNumber":1,"totalPages":2}"#)?.hasMore == true)
        #expect(try page(#"{"items":[],"pageNumber":2,"totalPages":2}"#)?.hasMore == false)
        let one = SessionPageRequest(pageSize: 1)
        #expect(try page(#"{"items":[\#(Example.session)]}"#, asked: one)?.hasMore == true)
        #expect(try page(#"{"items":[]}"#, asked: one)?.hasMore == false)
    }

    @Test("new fields survive, and timestamps keep their last digit")
    func survives() throws {
        let json = """
            {"items":[{"id":"\(Example.sessionID)","status":"in_progress","number":12,
             "updatedAt":"2024-05-06T07:08:09.1234567Z","novelty":{"deep":[1,null,"x"]}}]}
            """
        let session = try #require(try page(json)?.sessions.first)
        #expect(session.status == .inProgress)
        #expect(session.number == "12")
        #expect(session.updatedAt?.text == "2024-05-06T07:08:09.1234567Z")
        #expect(
            session.object.object["novelty"]?["deep"] == .array([.integer(1), .null, .string("x")]))
    }

    @Test("the list's query: names in the API's case, statuses repeated, sizes in bounds")
    func query() {
        let request = SessionPageRequest(
            statuses: [.pending, .started], updatedAfter: Timestamp("2024-05-06T07:08:09.5Z"),
            pageNumber: 0, pageSize: 500)
        #expect(
            request.query.map { "\($0.name)=\($0.value)" } == [
                "Status=PENDING", "Status=STARTED", "UpdatedAt.After=2024-05-06T07:08:09.5Z",
                "IncludeDetails=ContactDetails", "OrderBy=createdAt", "OrderDirection=ASCENDING",
                "PageNumber=1", "PageSize=100",
            ])
    }

    @Test("a transfer's body, for each kind of target")
    func transfers() throws {
        let department = try #require(Department.ID(Example.departmentID))
        let user = try #require(User.ID(Example.userID))
        let options = JSONValue.object(["stopBotInExecution": .bool(true)])
        func body(_ type: String, _ department: JSONValue, _ user: JSONValue) -> JSONValue {
            .object([
                "type": .string(type), "newDepartmentId": department, "newUserId": user,
                "options": options,
            ])
        }
        let (here, her) = (JSONValue.string(department.text), JSONValue.string(user.text))
        let toDepartment = TransferTarget.department(department)
        #expect(toDepartment.body(stopsBot: true) == body("DEPARTMENT", here, .null))
        let toBoth = TransferTarget.user(user, in: department)
        #expect(toBoth.body(stopsBot: true) == body("USER", here, her))
        let toUser = TransferTarget.user(user, in: nil)
        #expect(toUser.body(stopsBot: true) == body("USER", .null, her))
    }
}
