import Foundation

/// Whose a file is, and who may do what with it: of what a link leads to, where it is one.
struct FileModes {
    /// The permission bits.
    let mode: UInt32
    let user: UInt32
    let group: UInt32

    /// Nil if there is no such file.
    init?(of path: String) {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: place),
            let mode = attributes[.posixPermissions] as? NSNumber,
            let user = attributes[.ownerAccountID] as? NSNumber,
            let group = attributes[.groupOwnerAccountID] as? NSNumber
        else { return nil }
        self.mode = mode.uint32Value
        self.user = user.uint32Value
        self.group = group.uint32Value
    }
}
