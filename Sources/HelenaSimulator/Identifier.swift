import Foundation

/// UUIDs that follow from the seed: the same seed gives the same ids on every machine.
enum Identifier {
    static func make(seed: UInt64, kind: EntityKind, index: Int) -> String {
        var chance = Chance(seed: seed, kind: kind, index: index)
        // Version 4, variant 1: clients may check.
        let high = chance.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = chance.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let bytes = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
            $0.load(as: uuid_t.self)
        }
        return UUID(uuid: bytes).uuidString.lowercased()
    }

    /// What the API accepts as an id, in the spelling that it stores.
    static func normalised(_ text: String) -> String? {
        guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else { return nil }
        return uuid.uuidString.lowercased()
    }
}
