import Foundation
import OutpostModel
import Testing

@testable import OutpostStore
import Seeded

@Suite("damaged files")
struct DamagedFileTests {
    /// What a disk, or a careless hand, makes of a file.
    enum Rubbish: CaseIterable {
        case randomBytes, text, onlyTheHeader, cutOff

        func spoil(_ bytes: Data) -> Data {
            switch self {
            case .randomBytes: Self.noise(8192)
            case .text: Data(String(repeating: "this is no database\n", count: 500).utf8)
            case .onlyTheHeader: bytes.prefix(100) + Self.noise(bytes.count - 100)
            case .cutOff: bytes.prefix(1000)
            }
        }

        private static func noise(_ count: Int) -> Data {
            var random = SplitMix(seed: 7)
            return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    let folder: Folder

    init() throws { folder = try Folder() }

    private func spoilCache(_ rubbish: Rubbish) throws -> Data {
        let cache = try Cache.open(in: folder.path)
        try cache.save(Example.session(1), at: Example.noon)
        cache.close()
        let spoilt = rubbish.spoil(try folder.bytes("cache.sqlite"))
        try folder.write(spoilt, to: "cache.sqlite")
        return spoilt
    }

    @Test("a damaged cache is set aside and a new one made", arguments: Rubbish.allCases)
    func setAside(_ rubbish: Rubbish) throws {
        let spoilt = try spoilCache(rubbish)
        let cache = try Cache.open(in: folder.path)
        #expect(try folder.bytes("cache.sqlite.damaged") == spoilt)
        #expect(try cache.count(.sessions) == 0)
        try cache.save(Example.session(2), at: Example.noon)
        #expect(try Cache.openForLookup(in: folder.path).count(.sessions) == 1)
    }

    @Test("whoever only looks leaves a damaged cache where it is", arguments: Rubbish.allCases)
    func lookup(_ rubbish: Rubbish) throws {
        let spoilt = try spoilCache(rubbish)
        let failure = #expect(throws: StoreFailure.self) {
            try Cache.openForLookup(in: folder.path)
        }
        guard case .damaged(file: "cache.sqlite", _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(try folder.bytes("cache.sqlite") == spoilt)
        #expect(!folder.has("cache.sqlite.damaged"))
    }

    @Test("one damaged cache is kept, not a heap of them")
    func one() throws {
        for _ in 0..<3 { _ = try spoilCache(.randomBytes) }
        _ = try Cache.open(in: folder.path)
        #expect(try folder.names.filter { $0.hasSuffix(".damaged") } == ["cache.sqlite.damaged"])
    }

    @Test("damage that shows only later is named, and the cache goes on after a rebuild")
    func later() throws {
        var cache = try Cache.open(in: folder.path)
        let sessions = (1...400).map { Example.session($0, name: "Maria \($0)") }
        _ = try cache.savePage(sessions, SessionProgress(), at: Example.noon)
        cache.close()
        var bytes = try folder.bytes("cache.sqlite")
        // The pages behind the schema's: opening does not read them.
        for index in bytes.count / 2..<bytes.count { bytes[index] = 0xa5 }
        try folder.write(bytes, to: "cache.sqlite")

        cache = try Cache.open(in: folder.path)
        let failure = #expect(throws: StoreFailure.self) { try cache.sessions(SessionQuery()) }
        guard case .damaged(file: "cache.sqlite", _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        try cache.rebuild()
        #expect(try cache.count(.sessions) == 0)
        try cache.save(Example.session(1), at: Example.noon)
        #expect(try cache.sessions(SessionQuery()).count == 1)
        #expect(folder.has("cache.sqlite.damaged"))
    }

    @Test("a damaged outbox is never set aside: it needs a person", arguments: Rubbish.allCases)
    func outbox(_ rubbish: Rubbish) throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: false)
        _ = try outbox.accept(Example.transfer(1), at: Example.noon)
        outbox.close()
        let spoilt = rubbish.spoil(try folder.bytes("outbox.sqlite"))
        try folder.write(spoilt, to: "outbox.sqlite")
        for forAgent in [true, false] {
            let failure = #expect(throws: StoreFailure.self) {
                try Outbox.open(in: folder.path, forAgent: forAgent)
            }
            guard case .damaged(file: "outbox.sqlite", _)? = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
        #expect(try folder.bytes("outbox.sqlite") == spoilt)
        #expect(!folder.has("outbox.sqlite.damaged"))
    }
}
