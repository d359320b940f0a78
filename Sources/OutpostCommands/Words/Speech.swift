import ArgumentParser
import Foundation
import Glibc
import OutpostModel
import OutpostStore
import Synchronization

/// How commands speak: data on standard output, words on standard error.
enum Speech {
    /// Does the command's work; an error becomes two lines for people and an exit status.
    static func complaining(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let code as ExitCode {
            throw code
        } catch {
            let complaint = Complaint(error)
            say("outpost: " + complaint.what.replacingOccurrences(of: "\n", with: "\n         "))
            if let advice = complaint.advice { say("  → " + advice) }
            throw complaint.status
        }
    }

    /// A line of words.
    static func say(_ text: String) { murmur(text.printable + "\n") }

    /// Words without an end of the line.
    static func murmur(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static let hasSaidDoingWithout = Mutex(false)

    /// That a cache that cannot be used is done without. Once: several parts of a command may notice.
    @Sendable static func sayDoingWithout(_ failure: StoreFailure) {
        let isKnown = hasSaidDoingWithout.withLock { said in
            defer { said = true }
            return said
        }
        guard !isKnown else { return }
        say("\(failure): names are not known, ids are taken as they are")
    }

    /// A line of data.
    static func put(_ text: String) { write(text.printable + "\n") }

    /// Data in place of all that is on the screen. Each line is cleared as it is written over, and then
    /// what is below: a screen that is cleared first flickers.
    static func putOverScreen(_ text: String) {
        let lines = text.printable.split(separator: "\n", omittingEmptySubsequences: false)
        write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J")
    }

    static func put(json value: some Encodable) throws {
        write(try JSONText.encode(value, pretty: true) + "\n")
    }

    /// One object on one line.
    static func put(jsonLine value: some Encodable) throws {
        write(try JSONText.encode(value) + "\n")
    }

    /// What was asked has been done by now, so a reader who left is no failure; a full disk is one.
    private static func write(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            if errno == EPIPE { exit(EXIT_SUCCESS) }
            say("outpost: it was done, but the result could not be printed")
            exit(74)
        }
    }
}
