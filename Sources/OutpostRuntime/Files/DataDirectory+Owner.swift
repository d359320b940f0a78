import Glibc

extension DataDirectory {
    /// Where root works in another user's directory, makes this process that user's.
    ///
    /// What root made there could not be opened by the agent, which is not root: a transfer that an
    /// administrator hands in before the agent's first start would keep it from ever starting.
    func workAsOwner() throws(DataDirectoryFailure) {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0, status.st_uid != 0 else { return }
        guard setegid(status.st_gid) == 0, seteuid(status.st_uid) == 0 else {
            throw .notUsable(path: path, detail: "its owner's rights cannot be taken")
        }
    }
}
