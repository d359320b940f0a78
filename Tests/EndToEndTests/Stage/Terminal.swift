import Foundation
import Subprocess
import SystemPackage

/// A person at a terminal, played by Python's `pty`.
enum Terminal {
    static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") }

    /// Waits for the question, types, and returns all that the terminal showed.
    static func type(
        _ text: String, after question: String, into branch: Branch, _ arguments: [String]
    ) async throws -> String {
        let script = """
            import os, pty, sys
            question, text = (a.encode() for a in sys.argv[1:3])
            pid, terminal = pty.fork()
            if pid == 0:
                os.execv(sys.argv[3], sys.argv[3:])
            shown = b""
            while True:
                try:
                    part = os.read(terminal, 4096)
                except OSError:
                    break
                if not part:
                    break
                shown += part
                if text and question in shown:
                    os.write(terminal, text)
                    text = b""
            os.waitpid(pid, 0)
            sys.stdout.buffer.write(shown)
            """
        let result = try await run(
            .path("/usr/bin/python3"),
            arguments: Arguments(
                ["-c", script, question, text, Branch.program("outpost").string] + arguments),
            environment: branch.environment, output: .string(limit: 1 << 16),
            error: .string(limit: 1 << 16))
        return result.standardOutput
    }
}
