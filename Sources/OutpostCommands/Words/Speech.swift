import ArgumentParser
import Foundation
import OutpostModel

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
    static func say(_ text: String) { murmur(text + "\n") }

    /// Words without an end of the line.
    static func murmur(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// A line of data.
    static func put(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func put(json value: some Encodable) throws {
        put(try JSONText.encode(value, pretty: true))
    }
}
