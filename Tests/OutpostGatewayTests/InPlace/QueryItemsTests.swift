import Testing

@testable import OutpostGateway

@Suite("queries are read as the API reads them")
struct QueryItemsTests {
    @Test(
        "names in any case, repeated, with brackets; values decoded, empty ones left out",
        arguments: [
            ("Status=A&status=B", ["A", "B"]), ("STATUS[]=A&Status[0]=B", ["A", "B"]),
            ("Status%5B%5D=A", ["A"]), ("Status=", []), ("Status", []), ("", []), ("&&=&", []),
            ("Status=a+b%20c", ["a b c"]), ("Status=%C3%A7", ["ç"]), ("Status=%zz", ["%zz"]),
            ("Status=a=b", ["a=b"]), ("Other=1&Status=A", ["A"]), ("Status]=A", []),
        ])
    func values(_ query: String, _ values: [String]) {
        #expect(QueryItems(query).all("Status") == values)
        #expect(QueryItems(query).first("sTATUS") == values.first)
    }

    @Test("no query, nothing asked")
    func none() { #expect(QueryItems(nil).all("x") == []) }
}
