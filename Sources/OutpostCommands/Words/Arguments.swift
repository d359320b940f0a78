import ArgumentParser
import OutpostModel
import OutpostRuntime

// How words on the command line are read.

extension Duration {
    /// Reads a time on the command line, such as `30s`, `5m`, `8h` or `2d`; or `0s`, for none.
    static func argument(_ text: String) throws -> Duration {
        guard text != "0s" else { return .zero }
        guard let duration = Duration(text: text) else {
            throw ValidationError("\"\(text)\" is not a time such as 30s, 5m, 8h or 2d")
        }
        return duration
    }
}

extension Intent.IfMoved: ExpressibleByArgument {}
extension Intent.State: ExpressibleByArgument {}
extension Resource: ExpressibleByArgument {}
