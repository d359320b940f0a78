import Foundation
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

    private static func names(_ node: Node, below prefix: String) -> [String] {
        guard let mapping = node.mapping else { return [] }
        return mapping.flatMap { key, value in
            let name = prefix + (key.string ?? "?")
            return value.mapping == nil ? [name] : names(value, below: name + ".")
        }
    }
}
