import ArgumentParser
import Glibc

/// Questions to the person at the terminal.
enum Prompt {
    /// Whether there is one to ask.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks for what nobody shall see, and shows nothing of it.
    ///
    /// The keys that would interrupt us are read as letters meanwhile: a program that ends here would
    /// leave the terminal dumb.
    static func secret(_ question: String) throws -> String {
        var usual = termios()
        guard tcgetattr(STDIN_FILENO, &usual) == 0 else {
            throw Complaint(.usage, "the terminal cannot be made to hide the key")
        }
        var hidden = usual
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        // Hidden before it is asked: what is typed early does not show, either, and is dropped.
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else {
            throw Complaint(.usage, "the terminal cannot be made to hide the key")
        }
        Speech.murmur(question)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &usual)
            Speech.murmur("\n")
        }
        return try line()
    }

    /// True for an answer that begins with y; no is what Enter means.
    static func yes(_ question: String) throws -> Bool {
        Speech.murmur(question + " [y/N] ")
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// More than the longest key: somebody pasted something else.
    private static let longest = 16_384
    /// What 128 and SIGINT make: a person broke it off.
    private static let brokenOff = ExitCode(130)

    private static func line() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) == 1, bytes.count < longest {
            switch byte {
            case 0x03, 0x1C: throw brokenOff  // Ctrl-C, Ctrl-\
            case 0x0A, 0x0D, 0x04: return String(decoding: bytes, as: UTF8.self)
            case 0x08, 0x7F: _ = bytes.popLast()
            case 0x15: bytes = []  // Ctrl-U
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
