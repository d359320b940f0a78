import Foundation
import Glibc
import Yams

/// The names in a settings file, to find those that are none of ours: a typing error would otherwise
/// do nothing, and nobody would know.
struct YAMLKeys {
    /// In full, such as `helena.baseUrl`. Empty for a file that is missing, or is not YAML: that is
    /// found out by whoever reads its values.
    let unknown: [String]

    init(_ path: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let root = try? Yams.compose(yaml: text)
        else {
            unknown = []
            return
        }
        let known = Set(SettingKey.allCases.map(\.rawValue))
        unknown = Self.names(root, below: "").filter { !known.contains($0) }.sorted()
    }

    /// Why the file cannot be used, in a sentence. Without a word out of it: that may be a password.
    static func obstacle(_ path: String) -> String {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            return access(path, R_OK) == 0
                ? "\(path) is no text"
                : "\(path) cannot be read: \(String(cString: strerror(errno)))"
        }
        do {
            let isMapping = try Yams.compose(yaml: text)?.mapping != nil
            return isMapping
                ? "\(path) cannot be used as settings"
                : "\(path) is no list of settings, such as `data.dir: …`"
        } catch {
            if case .duplicatedKeysInMapping(_, let context)? = error as? YamlError {
                return "\(path) has the same name twice, near line \(context.mark.line)"
            }
            let line =
                switch error as? YamlError {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
                    .composer(_, _, let mark, _):
                    ", near line \(mark.line)"
                default: ""
                }
            return "\(path) is not YAML\(line)"
        }
    }

    private static func names(_ node: Node, below prefix: String) -> [String] {
        guard let mapping = node.mapping else { return [] }
        return mapping.flatMap { key, value in
            let name = prefix + (key.string ?? "?")
            return value.mapping == nil ? [name] : names(value, below: name + ".")
        }
    }
}
