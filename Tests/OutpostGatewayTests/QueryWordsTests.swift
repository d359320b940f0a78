import HTTPTypes
import Hummingbird
import Testing

@testable import OutpostGateway

struct QueryWordsTests {
    private func words(_ query: String) throws -> QueryWords {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/?" + query)
        return try QueryWords(
            Request(head: head, body: .init(buffer: ByteBuffer())), knowing: "name", "count", "on")
    }

    @Test("words are decoded as forms and programs write them")
    func decoded() throws {
        #expect(try words("name=Jos%C3%A9+da%20Silva").text("name") == "José da Silva")
        #expect(try words("name=a%3Db=c").text("name") == "a=b=c")
        #expect(try words("name=&name=a&name=b").texts("name") == ["a", "b"])
        #expect(try words("name=").text("name") == nil)
        #expect(try words("").text("name") == nil)
    }

    @Test(
        "a word that nobody knows is refused", arguments: ["nmae=a", "Name=a", "=a", "name%00=a"])
    func unknown(_ query: String) {
        #expect(throws: Problem.self) { try words(query) }
    }

    @Test(
        "what is not percent-encoded UTF-8 is refused",
        arguments: ["name=%", "name=%ff", "name=%zz"])
    func malformed(_ query: String) {
        #expect(throws: Problem.self) { try words(query) }
    }

    @Test("a word that may be given once is refused when given twice")
    func twice() throws {
        let words = try words("name=a&name=b")
        #expect(throws: Problem.self) { try words.text("name") }
    }

    @Test("numbers are within their limits")
    func numbers() throws {
        #expect(try words("count=7").number("count", in: 1...10) == 7)
        #expect(try words("").number("count", in: 1...10) == nil)
        for text in ["0", "11", "seven", "99999999999999999999", "1.5"] {
            let words = try words("count=" + text)
            #expect(throws: Problem.self) { try words.number("count", in: 1...10) }
        }
    }

    @Test("a flag is there or not, or says so")
    func flags() throws {
        #expect(try words("on").flag("on"))
        #expect(try words("on=").flag("on"))
        #expect(try words("on=true").flag("on"))
        #expect(try !words("on=false").flag("on"))
        #expect(try !words("").flag("on"))
        let words = try words("on=perhaps")
        #expect(throws: Problem.self) { try words.flag("on") }
    }
}
