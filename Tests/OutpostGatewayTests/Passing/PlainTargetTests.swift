import Testing

@testable import OutpostGateway

@Suite("paths that every server reads in the same way")
struct PlainTargetTests {
    @Test(
        "plain ones",
        arguments: [
            "/core/v1/tag", "/crm/v1/panel/", "/core/v1/contact?Name=Jo%C3%A3o&x[]=1",
            "/core/v1/contact/by-name/Jo%C3%A3o%20Silva", "/core/v1/file/a.b-c_d~e:f@g,h=j",
            "/core/v1/x?path=../../%2e%2e",
        ])
    func plain(_ text: String) {
        #expect(PlainTarget(text)?.text == text)
    }

    @Test(
        "others",
        arguments: [
            "", "core/v1", "http://127.0.0.1/core", "/core/./v1", "/core/../chat", "/core//v1",
            "//core",
            "/core/%76%31", "/core/%2e%2e/chat", "/core%2Fv1", "/core/%", "/core/%4", "/core/%zz",
            "/core/v1 x", "/core/\u{e9}", "/core/v1\r\nx: y", "/core/v1#a", "/core\\v1", "/a|b",
            "/chat/v1/session/7/transfer;x=1",
        ])
    func others(_ text: String) {
        #expect(PlainTarget(text) == nil)
    }
}
