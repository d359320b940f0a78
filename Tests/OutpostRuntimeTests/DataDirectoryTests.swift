import Foundation
import OutpostRuntime
import Testing

struct DataDirectoryTests {
    private let directory = DataDirectory(
        NSTemporaryDirectory() + "outpost-dir-" + UUID().uuidString.prefix(8) + "/data")

    private func cleanUp() {
        try? FileManager.default.removeItem(
            atPath: URL(fileURLWithPath: directory.path).deletingLastPathComponent().path)
    }

    @Test("it is made with mode 0700")
    func mode() throws {
        defer { cleanUp() }
        try directory.prepare()
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("a path too long for its socket is refused with the limit")
    func tooLong() {
        let long = DataDirectory("/tmp/" + String(repeating: "x", count: 120))
        let failure = #expect(throws: DataDirectoryFailure.self) { try long.prepare() }
        #expect(failure?.description.contains("94") == true)
    }

    @Test("one agent holds the lock; the second is told who does")
    func lock() throws {
        defer { cleanUp() }
        try directory.prepare()
        #expect(DirectoryLock.holder(.agent, directory) == nil)
        do {
            let lock = try DirectoryLock.take(.agent, directory)
            defer { withExtendedLifetime(lock) {} }
            let pid = ProcessInfo.processInfo.processIdentifier
            #expect(DirectoryLock.holder(.agent, directory) == pid)
            let refused = DataDirectoryFailure.inUse(.agent, path: directory.path, pid: pid)
            #expect(throws: refused) { try DirectoryLock.take(.agent, directory) }
        }
        #expect(DirectoryLock.holder(.agent, directory) == nil)
    }
}
