import Testing

@testable import OutpostGateway

@Suite("a name for the content")
struct EntityTagTests {
    @Test("the same for the same content, in every process")
    func stable() {
        #expect(EntityTag("[]") == EntityTag("[]"))
        #expect(EntityTag("").text == "\"2em8044mze87p\"")
        #expect(EntityTag("0123456789abcdef").text == "\"kforprvxglk5\"")
    }

    @Test("another for any other content")
    func different() {
        var seen: Set<String> = []
        let text = "The quick brown fox jumps over the lazy dog"
        for length in 0...text.count { seen.insert(EntityTag(String(text.prefix(length))).text) }
        for position in text.indices {
            var changed = text
            changed.replaceSubrange(position...position, with: "_")
            seen.insert(EntityTag(changed).text)
        }
        for zeros in 1...20 { seen.insert(EntityTag(String(repeating: "\0", count: zeros)).text) }
        let spaces = text.count { $0 == "_" }
        #expect(seen.count == text.count + 1 + text.count + 20 - spaces)
    }

    @Test("If-None-Match names it, alone or among others, weak or strong, or with a star")
    func matches() {
        let tag = EntityTag("x")
        for header in [
            tag.text, "\"a\", \(tag.text)", "W/\(tag.text)", " * ", "W/\"b\",W/\(tag.text) ",
        ] {
            #expect(tag.matches(header), "\(header)")
        }
        for header in ["", "\"a\"", tag.text.uppercased() + "x", "w/\(tag.text)"] {
            #expect(!tag.matches(header), "\(header)")
        }
    }
}
