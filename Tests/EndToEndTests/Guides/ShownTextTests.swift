import Testing

/// The comparison by which the guides are judged finds what differs.
struct ShownTextTests {
    private static let id = "11111111-bfcc-4076-a6ce-e2e394d9d9f4"

    private let printed = [
        "74278e66-bfcc-4076-a6ce-e2e394d9d9f4  queued  → Cobrança", "accepted 2 minutes ago",
    ]

    @Test(
        "ids, times and what is left out may differ, words may not",
        arguments: [
            ([id + " queued → Cobrança", "accepted just now"], true), (["…"], true),
            (["… → Cobrança", "…"], true), (["…", "accepted 1 day ago"], true),
            ([id + " queued → Vendas", "accepted just now"], false),
            (["… → Cobrança"], false), (["… → Cobrança", "accepted"], false), ([], false),
        ])
    func differences(_ shown: [String], isSame: Bool) {
        var text = ShownText()
        let found = text.matches(shown, printed)
        #expect(found == isSame)
    }

    @Test("an id stands for one other id, in full and shortened, and in commands")
    func ids() {
        var text = ShownText()
        let first = text.matches([Self.id + " …", "…"], printed)
        #expect(first)
        #expect(text.truth("outpost queue show 11111111") == "outpost queue show 74278e66")
        let same = text.matches(["11111111 delivered"], ["74278e66 delivered"])
        let other = text.matches(["11111111 delivered"], ["74278e67 delivered"])
        #expect(same && !other)
    }
}
