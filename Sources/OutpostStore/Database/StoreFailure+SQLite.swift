import GRDB

extension StoreFailure {
    /// What an error out of SQLite means for the file that it concerns.
    init(_ error: any Error, file: String) {
        if let failure = error as? StoreFailure {
            self = failure
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unexpected(file: file, detail: String(describing: error))
            return
        }
        // The message alone: the statement and its arguments may hold a customer's words.
        let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(file: file, detail: detail)
        case .SQLITE_FULL: self = .full(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(file: file)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR, .SQLITE_AUTH:
            self = .notWritable(file: file, detail: detail)
        default: self = .unexpected(file: file, detail: detail)
        }
    }
}
