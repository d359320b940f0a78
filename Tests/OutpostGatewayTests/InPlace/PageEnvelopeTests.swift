import Foundation
import OutpostModel
import Testing

@testable import OutpostGateway

@Suite("the envelope of a page")
struct PageEnvelopeTests {
    private func envelope(
        page: Int = 1, size: Int = 15, total: Int, orderBy: String? = nil
    ) -> PageEnvelope {
        PageEnvelope(
            pageNumber: page, pageSize: size, orderBy: orderBy, isDescending: false,
            totalItems: total)
    }

    @Test(
        "how many pages there are, and whether there are more",
        arguments: [
            (1, 0, 0, false), (1, 15, 1, false), (1, 16, 2, true), (2, 16, 2, false),
            (9, 16, 2, false),
        ])
    func pages(_ page: Int, _ total: Int, _ pages: Int, _ hasMore: Bool) throws {
        let text = envelope(page: page, total: total).text([])
        let object = try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
        #expect(object["totalPages"] == .integer(Int64(pages)))
        #expect(object["hasMorePages"] == .bool(hasMore))
    }

    @Test("it is JSON, whatever the caller wrote")
    func json() throws {
        let text = envelope(total: 2, orderBy: "a\"\\\n").text([#"{"b":1}"#, #"{"c":2}"#])
        let object = try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
        #expect(object["orderBy"] == .string("a\"\\\n"))
        #expect(
            object["items"] == .array([.object(["b": .integer(1)]), .object(["c": .integer(2)])]))
        #expect(
            Set(object.keys) == [
                "pageNumber", "pageSize", "orderBy", "orderDirection", "items", "totalItems",
                "totalPages", "hasMorePages",
            ])
    }
}
