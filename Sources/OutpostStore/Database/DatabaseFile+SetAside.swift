import Foundation

extension DatabaseFile {
    /// Renames the file to `….damaged`, for whoever wants to look into it, and drops its journals.
    ///
    /// One such file is kept: a disk that fails again and again must not fill itself up.
    func setAside() throws(StoreFailure) {
        let files = FileManager.default
        do {
            try? files.removeItem(atPath: damagedPath)
            try files.moveItem(atPath: path, toPath: damagedPath)
            try? files.removeItem(atPath: path + "-wal")
            try? files.removeItem(atPath: path + "-shm")
        } catch {
            throw .notWritable(file: name, detail: "the damaged file could not be set aside")
        }
    }

    func dropSetAside() { try? FileManager.default.removeItem(atPath: damagedPath) }

    private var damagedPath: String { path + ".damaged" }
}
