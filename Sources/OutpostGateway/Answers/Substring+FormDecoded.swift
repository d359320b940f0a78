import Foundation

extension Substring {
    /// A name or a value of a query, decoded as forms are: `+` is a space, `%41` is "A". Nil where that
    /// does not make UTF-8.
    var formDecoded: String? {
        // Most of them are plain, and this is asked several times for each request.
        guard utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(self)
        }
        return replacing("+", with: " ").removingPercentEncoding
    }
}
