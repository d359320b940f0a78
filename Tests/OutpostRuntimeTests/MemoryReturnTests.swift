import Foundation
import Testing

@testable import OutpostRuntime

struct MemoryReturnTests {
    private static let piece = 4_096
    private static let pieces = 32_768

    /// What this process has in memory, bytes.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            .split(separator: " ")[1]
        return try #require(Int(pages)) * 4_096
    }

    @Test("what is free between what is not goes back to the system")
    func giveBack() throws {
        let blocks = (0..<Self.pieces).map { _ in
            let block = UnsafeMutableRawPointer.allocate(byteCount: Self.piece, alignment: 16)
            memset(block, 1, Self.piece)
            return block
        }
        // The last one stays for a while: the C library would give back by itself what lies beyond all.
        for block in blocks.dropLast() { block.deallocate() }
        let before = try resident()
        MemoryReturn.giveBack()
        let after = try resident()
        blocks.last?.deallocate()
        // Half of it: other tests take memory meanwhile.
        #expect(before - after > Self.piece * Self.pieces / 2)
    }
}
