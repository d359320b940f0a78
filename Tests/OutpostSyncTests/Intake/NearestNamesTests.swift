import Testing

@testable import OutpostSync

@Suite("names that somebody may have meant")
struct NearestNamesTests {
    @Test(
        "the distance is the number of letters put in, left out or replaced",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1),
            ("abc", "ab", 1), ("abc", "xabc", 1), ("kitten", "sitting", 3), ("ab", "ba", 2),
        ])
    func distance(left: String, right: String, expected: Int) {
        #expect(editDistance(Array(left), Array(right)) == expected)
        #expect(editDistance(Array(right), Array(left)) == expected)
    }

    @Test(
        "a slip of the finger finds the name, whatever its case and accents",
        arguments: ["Cobransa", "cobranca", "COBRANÇA", "cobrnça", " Cobrança "])
    func slip(text: String) {
        #expect(text.nearest(in: ["Vendas", "Suporte", "Cobrança"]) == ["Cobrança"])
    }

    @Test("names that contain the text come first, then the nearest; three at most, none twice")
    func order() {
        let names = ["Vendas", "Vendas Sul", "Vindas", "Rendas", "Vendas", "Lendas", "Suporte"]
        #expect("vendas".nearest(in: names) == ["Vendas", "Vendas Sul", "Lendas"])
    }

    @Test("what looks like nothing finds nothing", arguments: ["", "   ", "Engenharia"])
    func nothing(text: String) {
        #expect(text.nearest(in: ["Vendas", "Suporte", "Cobrança"]) == [])
    }

    @Test("a text of any length is compared in bounded time")
    func long() {
        let text = String(repeating: "a", count: 1_000_000)
        #expect(text.nearest(in: [text + "b", "Vendas"]) == [text + "b"])
    }
}
