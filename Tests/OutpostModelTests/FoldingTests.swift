import OutpostModel
import Testing

@Suite("folding names")
struct FoldingTests {
    @Test(
        "names that people take for the same fold to the same text",
        arguments: [
            ("Conceição ", "CONCEICAO"), ("  joão\n", "João"), ("Müller", "muller"),
            ("AÇÚCAR", "acucar"), ("Nuñez", "nunez"), ("Ｖｅｎｄａｓ", "vendas"),
            ("Conceic\u{327}a\u{303}o", "Conceição"), ("Suporte  2", "suporte  2"),
        ])
    func same(_ one: String, _ other: String) {
        #expect(one.folded == other.folded)
    }

    @Test("names that differ stay different", arguments: [("Vendas", "Venda"), ("Ana", "Anna")])
    func different(_ one: String, _ other: String) {
        #expect(one.folded != other.folded)
    }

    @Test("folding what is folded changes nothing", arguments: ["Conceição", "ＡÇ", "Straße", "Ω"])
    func settled(_ text: String) {
        #expect(text.folded.folded == text.folded)
    }

    @Test("an empty name folds to an empty text", arguments: ["", " ", "\n\t"])
    func empty(_ text: String) {
        #expect(text.folded.isEmpty)
    }

    @Test(
        "a phone number is its ASCII digits",
        arguments: [
            ("+55 (11) 98765-4321", "5511987654321"), ("", ""), ("no digits", ""),
            ("１２3", "3"), ("²4", "4"), ("٣5", "5"),
        ])
    func digits(_ text: String, _ expected: String) {
        #expect(text.digits == expected)
    }
}
