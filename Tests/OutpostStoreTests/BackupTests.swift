import Foundation
import Glibc
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("a backup of the outbox")
struct BackupTests {
    let folder: Folder
    let outbox: Outbox
    let file: String

    init() throws {
        folder = try Folder()
        outbox = try Outbox.open(in: folder.path, forAgent: true)
        file = folder.path + "/copy"
    }

    @discardableResult
    private func accept(
        _ session: Int, at seconds: TimeInterval = 0, in outbox: Outbox? = nil
    ) throws -> Intent {
        try (outbox ?? self.outbox).accept(
            Example.transfer(session, base: Example.base(9)), at: Example.later(seconds)
        ).intent
    }

    private func records() throws -> [IntentRecord] {
        var records: [IntentRecord] = []
        #expect(try Salvage(backup: file).forEach { records.append($0) } == 0)
        return records
    }

    @Test("is one file of mode 0600 with all that was there, under its name only when it is whole")
    func whole() throws {
        let intents = try (1...3).map { try accept($0) }
        var shares: [Double] = []
        let bytes = try outbox.backUp(to: file) { shares.append($0) }
        #expect(try folder.bytes("copy").count == bytes)
        #expect(shares.last == 1)
        #expect(try folder.names.filter { $0.hasPrefix("copy") } == ["copy"])
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try records().map(\.detail.intent.id) == intents.map(\.id))
        #expect(try Salvage(backup: file).counts() == (3, 3))
    }

    @Test("is of one moment, whatever is accepted while it is made")
    func oneMoment() throws {
        for session in 1...2_000 { try accept(session) }
        var isDone = false
        _ = try outbox.backUp(to: file) { _ in
            if !isDone { _ = try? accept(5_000) }
            isDone = true
        }
        #expect(try Salvage(backup: file).counts().all == 2_000)
        #expect(try outbox.tally().accepted == 2_001)
    }

    @Test("never takes the place of a file that is there")
    func taken() throws {
        try accept(1)
        try folder.write(Data("mine".utf8), to: "copy")
        #expect(throws: StoreFailure.self) { try outbox.backUp(to: file) }
        #expect(try folder.bytes("copy") == Data("mine".utf8))
        #expect(throws: StoreFailure.self) { try outbox.backUp(to: "/nowhere/at/all") }
    }

    @Test("is made on a memory stick, too, where no file can have two names")
    func memoryStick() throws {
        var copy = BackupFile(file)
        copy.addName = { _, _ in
            errno = EPERM
            return -1
        }
        try accept(1)
        try copy.create()
        try copy.fill(from: outbox.database) { _ in }
        #expect(try copy.finish() == folder.bytes("copy").count)
        #expect(try folder.names.filter { $0.hasPrefix("copy") } == ["copy"])
        var late = BackupFile(folder.path + "/late")
        late.addName = copy.addName
        try late.create()
        try folder.write(Data("mine".utf8), to: "late")
        #expect(throws: StoreFailure.self) { _ = try late.finish() }
        #expect(try folder.bytes("late") == Data("mine".utf8))
    }

    @Test("is taken back once: twice changes nothing, and what is there stays as it is")
    func once() throws {
        let (open, done) = (try accept(1), try accept(2))
        _ = try outbox.backUp(to: file)
        try outbox.settle(done.id, Settlement(.delivered, reason: nil), at: Example.noon)
        #expect(try outbox.restore(try records(), .restored, at: Example.noon) == 0)
        #expect(try outbox.intent(done.id).state == .delivered)

        let other = try Folder()
        let fresh = try Outbox.open(in: other.path, forAgent: true)
        #expect(try fresh.restore(try records(), .restored, at: Example.noon) == 2)
        #expect(try fresh.restore(try records(), .restored, at: Example.noon) == 0)
        #expect(try fresh.tally().accepted == 2)
        #expect(try fresh.audit().problems.isEmpty)
        // It may have been carried out since: nothing is sent before a look.
        #expect(try fresh.intent(open.id).isAmbiguous)
        #expect(try fresh.intent(open.id).base == Example.base(9))
    }

    @Test("does not bring back what a later transfer of the session has replaced")
    func replaced() throws {
        let old = try accept(1)
        _ = try outbox.backUp(to: file)
        let other = try Folder()
        let fresh = try Outbox.open(in: other.path, forAgent: true)
        let later = try accept(1, at: 60, in: fresh)
        #expect(try fresh.restore(try records(), .restored, at: Example.later(61)) == 1)
        #expect(try fresh.intent(old.id).state == .superseded)
        #expect(try fresh.intent(old.id).supersededBy == later.id)
        #expect(try fresh.heads(after: 0, count: 9).map(\.id) == [later.id])
    }

    @Test("another file is not taken for one")
    func stranger() throws {
        try folder.write(Data(repeating: 7, count: 5_000), to: "copy")
        #expect(throws: StoreFailure.self) { try Salvage(backup: file) }
        _ = try Cache.open(in: folder.path)
        #expect(throws: StoreFailure.self) {
            try Salvage(backup: folder.path + "/" + Cache.fileName)
        }
        #expect(throws: StoreFailure.self) { try Salvage(backup: file + "-none") }
    }
}
