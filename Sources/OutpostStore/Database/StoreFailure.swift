/// Why a database could not be used. Every case says what to do next.
package enum StoreFailure: Error, Hashable, Sendable {
    /// There is no such file yet. Start the agent, or refresh.
    case notThere(file: String)
    /// A newer version of Outpost wrote it. Use that version.
    case newerVersion(file: String, version: Int, known: Int)
    /// SQLite cannot make sense of it. The cache is rebuilt; an outbox needs a person.
    case damaged(file: String, detail: String)
    /// It cannot be opened or written: modes, a read-only disk. Ask a person.
    case notWritable(file: String, detail: String)
    /// No space is left. Nothing was stored. Try again when there is.
    case full(file: String)
    /// Another process held it for longer than we wait. Try again.
    case busy(file: String)
    /// Anything else that SQLite says: a defect, to be reported.
    case unexpected(file: String, detail: String)
}

extension StoreFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notThere(let file):
            "\(file) does not exist yet"
        case .newerVersion(let file, let version, let known):
            """
            \(file) was written by a newer Outpost (schema \(version); this one knows up to \
            \(known)): use that version
            """
        case .damaged(let file, let detail):
            "\(file) is damaged (\(detail))"
        case .notWritable(let file, let detail):
            "\(file) cannot be opened for writing (\(detail))"
        case .full(let file):
            "there is no space left for \(file)"
        case .busy(let file):
            "\(file) is held by another process for too long"
        case .unexpected(let file, let detail):
            "\(file): \(detail)"
        }
    }
}
