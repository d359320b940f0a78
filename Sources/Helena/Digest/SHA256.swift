import Foundation

/// SHA-256, as FIPS 180-4 writes it down. For a proof of a few bytes now and then: no library of ours
/// lends its own, and one more dependency would be larger than this.
struct SHA256 {
    static let blockSize = 64

    /// The digest, 32 bytes.
    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c,
            0x1f83_d9ab, 0x5be0_cd19,
        ]
        let padded = padded(message)
        for start in stride(from: 0, to: padded.count, by: blockSize) {
            mix(schedule(padded[start..<(start + blockSize)]), into: &state)
        }
        return state.flatMap(bytes)
    }

    private static func padded(_ message: [UInt8]) -> [UInt8] {
        let rest = (message.count + 9) % blockSize
        let zeros = rest == 0 ? 0 : blockSize - rest
        let bits = UInt64(message.count) * 8
        return message + [0x80] + [UInt8](repeating: 0, count: zeros)
            + bytes(UInt32(truncatingIfNeeded: bits >> 32))
            + bytes(UInt32(truncatingIfNeeded: bits))
    }

    private static func schedule(_ block: ArraySlice<UInt8>) -> [UInt32] {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
            block[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for i in 16..<64 {
            let (a, b) = (words[i - 15], words[i - 2])
            let first = turned(a, 7) ^ turned(a, 18) ^ a >> 3
            let second = turned(b, 17) ^ turned(b, 19) ^ b >> 10
            words.append(words[i - 16] &+ first &+ words[i - 7] &+ second)
        }
        return words
    }

    private static func mix(_ words: [UInt32], into state: inout [UInt32]) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for i in 0..<64 {
            let wide = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
            let first = h &+ wide &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ words[i]
            let narrow = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
            let second = narrow &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (place, value) in [a, b, c, d, e, f, g, h].enumerated() {
            state[place] = state[place] &+ value
        }
    }

    private static func turned(_ word: UInt32, _ by: UInt32) -> UInt32 {
        word >> by | word << (32 - by)
    }

    private static func bytes(_ word: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }

    /// Of the cube roots of the first 64 primes, the first 32 bits behind the point.
    private static let constants: [UInt32] = (2..<312).filter { number in
        !(2..<number).contains { number.isMultiple(of: $0) }
    }.map { prime in
        let root = cbrt(Double(prime))
        return UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }
}
