/// A name for the content of an answer: the same for the same content, also after a restart, so that
/// who has it already need not be sent it again (RFC 9110, 8.8.3).
struct EntityTag: Hashable {
    let text: String

    /// Not against forgers, who could only deceive themselves: a quick mix of all bytes.
    init(_ body: String) {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(body.utf8.count)
        var body = body
        body.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while rest.count >= 8 {
                let word = UInt64(littleEndian: rest.loadUnaligned(as: UInt64.self))
                hash = Self.mixed(hash ^ word)
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(8))
            }
            for byte in rest { hash = Self.mixed(hash ^ UInt64(byte)) }
        }
        text = "\"" + String(hash, radix: 36) + "\""
    }

    /// Whether `If-None-Match` names it, by the weak comparison that is meant there.
    func matches(_ ifNoneMatch: String) -> Bool {
        let named = ifNoneMatch.split(separator: ",").map { tag in
            let trimmed = tag.trimming { $0.isWhitespace }
            return trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed
        }
        return named.contains("*") || named.contains(text[...])
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 32
        mixed &*= 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 29)
    }
}

extension Substring {
    fileprivate func trimming(_ isOut: (Character) -> Bool) -> Substring {
        var rest = self
        while let first = rest.first, isOut(first) { rest.removeFirst() }
        while let last = rest.last, isOut(last) { rest.removeLast() }
        return rest
    }
}
