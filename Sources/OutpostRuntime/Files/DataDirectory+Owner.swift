import Glibc

extension DataDirectory {
    /// Where root works in another user's directory, makes this process that user's.
    ///
    /// What root made there could not be opened by the agent, which is not root: a transfer that an
    /// administrator hands in before the agent's first start would keep it from ever starting.
    func workAsOwner() throws(DataDirectoryFailure) {
        guard geteuid() == 0, let owner = FileModes(of: path), owner.user != 0 else { return }
        guard setegid(owner.group) == 0, seteuid(owner.user) == 0 else {
            throw .notUsable(path: path, detail: "its owner's rights cannot be taken")
        }
    }
}
