import ArgumentParser
import Foundation
import Glibc
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost queue salvage FILE`
struct QueueSalvage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage",
        abstract: "Write what can still be read of a damaged outbox.sqlite to a file.",
        discussion: """
            One JSON object a line. Then move outbox.sqlite out of the way, and `outpost queue import \
            FILE` takes the transfers back. The damaged file is not changed.
            """)

    @Argument(help: "The file to write; it must not exist yet.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            try workplace.requireFiles()
            let salvage = try Salvage(directory: workplace.directory.path)
            let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw Complaint(
                    .cannotWrite, "\(file): \(String(cString: strerror(errno)))",
                    advice: "name a file that is not there yet, where you may write")
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            var count = 0
            let missing = try salvage.forEach { record in
                try handle.write(contentsOf: Data((try JSONText.encode(record) + "\n").utf8))
                count += 1
                if count.isMultiple(of: 1_000), Terminal.showsProgress {
                    Speech.murmur("\r\(count) read")
                }
            }
            try handle.synchronize()
            let lost = missing == 0 ? "" : "; up to \(missing) could not be read"
            Speech.say("\(count.counted("transfer")) written to \(file)\(lost)")
        }
    }
}
