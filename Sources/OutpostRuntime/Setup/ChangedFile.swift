import Glibc

/// A file that is replaced as a whole: after a power cut it is the old one or the new one.
struct ChangedFile {
    let path: String

    /// - Parameter mode: of a new file; one that is there keeps its own, and its owner.
    func write(_ text: String, mode: mode_t, keepsMode: Bool) throws(SetupFailure) {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure }
        do {
            try fill(descriptor, Array(text.utf8), mode: mode, keepsMode: keepsMode)
        } catch {
            close(descriptor)
            unlink(draft)
            throw error
        }
        guard close(descriptor) == 0, rename(draft, path) == 0 else {
            let failure = failure
            unlink(draft)
            throw failure
        }
        syncFolder()
    }

    private func fill(
        _ descriptor: Int32, _ bytes: [UInt8], mode: mode_t, keepsMode: Bool
    ) throws(SetupFailure) {
        let old = keepsMode ? FileModes(of: path) : nil
        if let old {
            guard fchown(descriptor, old.user, old.group) == 0 else { throw failure }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure }
            rest = rest.dropFirst(count)
        }
        guard fchmod(descriptor, old?.mode ?? mode) == 0, fsync(descriptor) == 0
        else { throw failure }
    }

    /// The new name is in the folder, which has to reach the disk, too.
    private func syncFolder() {
        guard let slash = path.lastIndex(of: "/") else { return }
        let folder = open(String(path[...slash]), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private var failure: SetupFailure {
        .cannotWrite(path: path, detail: String(cString: strerror(errno)))
    }
}
