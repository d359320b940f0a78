import ArgumentParser
import Foundation
import OutpostModel
import OutpostStore

/// Saves pages of sessions as a full walk does: all new, all the same again, all changed.
struct Fill: ParsableCommand {
    @Option(help: "The directory for cache.sqlite; it must exist.")
    var directory: String

    @Option(help: "How many sessions.")
    var sessions = 100_000

    func run() throws {
        let cache = try Cache.open(in: directory)
        defer { cache.close() }
        for (name, version) in [("new", 1), ("unchanged", 1), ("changed", 2)] {
            let start = ContinuousClock.now
            var saved = 0
            for first in stride(from: 0, to: sessions, by: 100) {
                let page = (first..<min(first + 100, sessions)).map { session($0, version) }
                saved += try cache.savePage(page, SessionProgress(walks: 1), at: Date()).saved
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            print("\(name) \(Int(Double(sessions) / seconds)) \(saved)")
        }
    }

    /// As the API sends one, in size and members.
    private func session(_ number: Int, _ version: Int) -> Session {
        let digits = String(number)
        let id =
            "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return Session(received: [
            "id": .string(id), "number": .string(String(100_000 + number)),
            "status": .string("PENDING"), "companyId": .string(id), "channelId": .string(id),
            "departmentId": .string(id), "unreadCount": .integer(Int64(version)),
            "createdAt": .string("2026-01-01T00:00:00Z"),
            "updatedAt": .string("2026-01-01T00:00:0\(version)Z"),
            "origin": .string("RECEIVED_FROM_HUB"), "windowStatus": .string("ACTIVE"),
            "contactDetails": .object([
                "name": .string("Contato Número \(number)"),
                "phoneNumber": .string("55119" + String(70_000_000 + number)),
            ]),
        ])!
    }
}
