import Testing

@testable import OutpostRuntime

@Suite("settings that are changed in their file")
struct SettingsTextTests {
    @Test(
        "one value is set, and everything else stays as it was",
        arguments: [
            ("", "helena:\n  baseURL: \"https://a\"\n"),
            ("# words\n", "# words\nhelena:\n  baseURL: \"https://a\"\n"),
            ("log:\n  level: debug", "log:\n  level: debug\nhelena:\n  baseURL: \"https://a\"\n"),
            (
                "helena:\n    # first\n    proxy: http://p:1 # ours\n",
                "helena:\n    # first\n    baseURL: \"https://a\"\n    proxy: http://p:1 # ours\n"
            ),
            (
                "helena:\n  baseURL: https://old  # the hub\n  caFile: /ca\nlog:\n  level: info\n",
                "helena:\n  baseURL: \"https://a\"  # the hub\n  caFile: /ca\nlog:\n  level: info\n"
            ),
            ("helena:\n#  proxy: x\n", "helena:\n  baseURL: \"https://a\"\n#  proxy: x\n"),
        ])
    func set(_ before: String, _ after: String) {
        var text = SettingsText(before)
        let isSet = text.set(.baseURL, to: "https://a")
        #expect(isSet)
        #expect(text.text == after)
        #expect(text.value(.baseURL) == "https://a")
    }

    @Test(
        "what cannot be changed line by line is left alone",
        arguments: [
            "helena: {proxy: \"http://p:1\"}\n", "helena: [1, 2]\n", "- a list\n",
            "helena:\n  baseURL: >\n    https://old\n", "helena.baseURL: https://old\n",
            "a: b: c\n", "helena:\n  baseURL:\n    https://old\n",
        ])
    func refused(_ before: String) {
        var text = SettingsText(before)
        let isSet = text.set(.baseURL, to: "https://a")
        #expect(!isSet)
        #expect(text.text == before)
    }
}
