import HTTPTypes
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

@Suite("what the session list can be asked")
struct SessionListRequestTests {
    private static let id = "0AC3D2E4-0000-4000-8000-00000000000b"

    private func request(_ query: String) throws -> SessionListRequest {
        try SessionListRequest(QueryItems(query))
    }

    @Test("without a word: the first fifteen, oldest first, of all")
    func usual() throws {
        let request = try request("unknown=1&Page=3")
        #expect(request.selection == SessionSelection())
        #expect(request.selection.limit == 15)
        #expect(request.pageNumber == 1)
        #expect(request.orderBy == nil)
        #expect(request.details == [])
    }

    @Test("pages")
    func pages() throws {
        let request = try request("pagenumber=3&PAGESIZE=20&orderdirection=descending")
        #expect(request.selection.offset == 40)
        #expect(request.selection.limit == 20)
        #expect(request.selection.isDescending)
        #expect(request.pageNumber == 3)
    }

    @Test(
        "the order: what is unknown has no effect, and comes back",
        arguments: [
            ("updatedAt", SessionSelection.Order.updated), ("UPDATEDAT", .updated),
            ("createdAt", .created), ("name", .created),
        ])
    func order(_ word: String, _ order: SessionSelection.Order) throws {
        let request = try request("OrderBy=\(word)")
        #expect(request.selection.order == order)
        #expect(request.orderBy == word)
    }

    @Test("filters, repeated and in any case")
    func filters() throws {
        let id = Self.id.lowercased()
        let selection = try request(
            """
            Status=started&Status[]=PENDING&DepartmentId=\(Self.id)&UserId=\(Self.id)\
            &ContactId=\(Self.id)&ChannelsId=\(Self.id)&TagsId=\(Self.id)&TagsName=vip&Type=group\
            &CreatedAt.After=2025-01-02T03:04:05.5Z&updatedat.before=2025-01-02
            """
        ).selection
        var expected = SessionSelection()
        expected.statuses = [.started, .pending]
        expected.departments = [try #require(Department.ID(id))]
        expected.users = [try #require(User.ID(id))]
        expected.contacts = [id]
        expected.channels = [id]
        expected.tags = [id]
        expected.tagNames = ["vip"]
        expected.types = ["GROUP"]
        expected.created.after = Timestamp("2025-01-02T03:04:05.5Z")
        expected.updated.before = Timestamp("2025-01-02T00:00:00Z")
        #expect(selection == expected)
    }

    @Test("details, with commas or repeated, in any case")
    func details() throws {
        let request = try request(
            "IncludeDetails=agentdetails,ContactDetails&includedetails=Undefined")
        #expect(request.details == [.agentDetails, .contactDetails, .undefined])
    }

    @Test(
        "what is wrong is refused by its name, in the API's words",
        arguments: [
            ("Status=OPEN", "Status"), ("DepartmentId=7", "DepartmentId"), ("UserId=x", "UserId"),
            ("ContactId=x", "ContactId"), ("ChannelsId=x", "ChannelsId"), ("TagsId=x", "TagsId"),
            ("Type=x", "Type"), ("CreatedAt.After=x", "CreatedAt.After"),
            ("EndAt.Before=2025-13-01", "EndAt.Before"), ("PageNumber=0", "PageNumber"),
            ("PageNumber=1.5", "PageNumber"), ("PageNumber=99999999999999999999", "PageNumber"),
            ("PageSize=0", "PageSize"), ("PageSize=101", "PageSize"), ("PageSize=-1", "PageSize"),
            ("OrderDirection=up", "OrderDirection"),
            ("IncludeDetails=Everything", "IncludeDetails"),
            ("Status=x&PageSize=x", "Status"), ("PageSize=x&IncludeDetails=x", "PageSize"),
        ])
    func wrong(_ query: String, _ field: String) {
        #expect(throws: HelenaError.invalid(field)) { try request(query) }
        #expect(HelenaError.invalid(field).key == "FORM_ERROR")
        #expect(HelenaError.invalid(field).status == .internalServerError)
    }
}
