import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("what the server said when it refused")
struct RefusalTests {
    let folder: Folder
    let outbox: Outbox
    let refusal = RemoteRefusal(status: 500, key: "FORM_ERROR", text: "Não.")

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
    }

    private func rejected(_ refusal: RemoteRefusal?) throws -> Intent {
        let intent = try outbox.accept(Example.transfer(1), at: Example.noon).intent
        #expect(intent.refusal == nil)
        try outbox.settle(
            intent.id, Settlement(.rejected, reason: "no", refusal: refusal), at: Example.noon)
        return try outbox.intent(intent.id)
    }

    @Test("is kept with the transfer")
    func kept() throws {
        #expect(try rejected(refusal).refusal == refusal)
        #expect(try rejected(nil).refusal == nil)
        let bare = RemoteRefusal(status: 422, key: nil, text: nil)
        #expect(try rejected(bare).refusal == bare)
    }

    @Test("survives salvage and import")
    func salvaged() throws {
        let intent = try rejected(refusal)
        outbox.close()
        var records: [IntentRecord] = []
        _ = try Salvage(directory: folder.path).forEach { records.append($0) }
        let other = try Folder()
        let fresh = try Outbox.open(in: other.path, forAgent: true)
        #expect(try fresh.restore(records, at: Example.noon) == 1)
        #expect(try fresh.intent(intent.id).refusal == refusal)
    }

    @Test("is null in what an earlier version salvaged")
    func earlier() throws {
        let intent = try rejected(refusal)
        let line = try JSONText.encode(IntentRecord(intent, []))
        let before = line.replacing(
            #""refusal":{"key":"FORM_ERROR","status":500,"text":"Não."},"#, with: "")
        #expect(before.count < line.count)
        let read = try JSONDecoder().decode(IntentRecord.self, from: Data(before.utf8))
        #expect(read.detail.intent.refusal == nil)
        #expect(read.detail.intent.reason == "no")
    }
}
