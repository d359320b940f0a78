import Foundation

/// Who may do what with a file.
enum FileModes {
    /// The permission bits of the file, or of what a link leads to; nil if there is none.
    static func of(_ path: String) -> UInt32? {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: place)
        return (attributes?[.posixPermissions] as? NSNumber)?.uint32Value
    }
}
