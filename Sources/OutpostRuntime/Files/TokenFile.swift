import Foundation
import Glibc
package import OutpostGateway

/// The file with the local API's token, which is made at the agent's first start.
package struct TokenFile: Sendable {
    private let directory: DataDirectory

    /// Random bytes in a new token.
    private static let strength = 32

    package init(_ directory: DataDirectory) { self.directory = directory }

    /// The token that is there, or a new one. Only the directory's owner can read it.
    package func token() throws(DataDirectoryFailure) -> AccessToken {
        guard let text = try read() else { return try make() }
        guard let token = AccessToken(text) else {
            throw .badToken(path: directory.tokenPath)
        }
        return token
    }

    /// Nil if there is none yet. Takes from others what they may do with it.
    private func read() throws(DataDirectoryFailure) -> String? {
        let path = directory.tokenPath
        guard let mode = FileModes(of: path)?.mode else { return nil }
        if mode & 0o077 != 0 { chmod(path, mode & 0o700) }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw .notUsable(path: directory.path, detail: "its file token cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Written whole under another name first: an agent that dies meanwhile leaves no half token.
    private func make() throws(DataDirectoryFailure) -> AccessToken {
        let text = Self.random()
        let draft = directory.tokenPath + ".new"
        unlink(draft)
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        let line = Array((text + "\n").utf8)
        guard descriptor >= 0, write(descriptor, line, line.count) == line.count,
            fsync(descriptor) == 0, close(descriptor) == 0,
            rename(draft, directory.tokenPath) == 0, let token = AccessToken(text)
        else {
            throw .notUsable(
                path: directory.path, detail: "its file token: \(String(cString: strerror(errno)))")
        }
        return token
    }

    /// From the system's random numbers, in letters that a header, a shell and a URL take as they
    /// are. The prefix tells people, and programs that look for secrets, what it is.
    private static func random() -> String {
        var system = SystemRandomNumberGenerator()
        let bytes = (0..<strength).map { _ in UInt8.random(in: .min ... .max, using: &system) }
        let letters = Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "outpost_" + letters
    }
}
