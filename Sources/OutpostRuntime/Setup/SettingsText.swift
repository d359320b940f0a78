import Foundation
import Yams

/// The text of a settings file, in which single values are set, and all other lines stay as they are,
/// comments included.
struct SettingsText {
    private(set) var text: String

    init(_ text: String) { self.text = text }

    /// The value of a setting; nil if it is not there.
    func value(_ key: SettingKey) -> String? { Self.values(text)?[key.rawValue] }

    /// Sets it, and returns true; false if that cannot be done on a line of its own. Nothing has
    /// changed then.
    mutating func set(_ key: SettingKey, to value: String) -> Bool {
        let names = key.rawValue.split(separator: ".").map(String.init)
        guard var wanted = Self.values(text), names.count == 2,
            let candidate = edited(names[0], names[1], value)
        else { return false }
        wanted[key.rawValue] = value
        // Whatever the editing did: the file says what it said before, and this.
        guard Self.values(candidate) == wanted else { return false }
        text = candidate
        return true
    }

    private func edited(_ section: String, _ name: String, _ value: String) -> String? {
        let entry = "\(name): \(Self.quoted(value))"
        var lines = text.isEmpty ? [] : text.components(separatedBy: "\n")
        guard let root = try? Yams.compose(yaml: text), let members = root.mapping,
            let found = members.first(where: { $0.key.string == section })
        else {
            let gap = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
            return text + gap + "\(section):\n  \(entry)\n"
        }
        guard let head = found.key.mark else { return nil }
        if found.value.null != nil {
            lines.insert("  " + entry, at: head.line)
            return lines.joined(separator: "\n")
        }
        guard let first = found.value.mapping?.first?.key.mark, first.line > head.line else {
            return nil
        }
        let indent = String(repeating: " ", count: first.column - 1)
        let old = found.value.mapping?.first { $0.key.string == name }
        if let old {
            guard let from = old.key.mark?.line, old.value.mark?.line == from else { return nil }
            lines[from - 1] = indent + entry + Self.comment(lines[from - 1])
        } else {
            lines.insert(indent + entry, at: first.line - 1)
        }
        return lines.joined(separator: "\n")
    }

    /// What stands behind a value on its line. A # inside quotes is found out when the result is read.
    private static func comment(_ line: String) -> Substring {
        guard let match = line.firstMatch(of: #/ +#.*/#) else { return "" }
        return match.output
    }

    private static func quoted(_ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// All values by their full names; nil if the text is not YAML, or holds more than names and
    /// values.
    private static func values(_ text: String) -> [String: String]? {
        guard let root = try? Yams.compose(yaml: text) else {
            // Comments alone are no document, but no error either.
            let isEmpty = text.split(separator: "\n").allSatisfy {
                let line = $0.trimmingCharacters(in: .whitespaces)
                return line.isEmpty || line.hasPrefix("#")
            }
            return isEmpty ? [:] : nil
        }
        if root.null != nil { return [:] }
        var values: [String: String] = [:]
        return collect(root, below: "", into: &values) ? values : nil
    }

    private static func collect(
        _ node: Node, below prefix: String, into values: inout [String: String]
    ) -> Bool {
        guard let mapping = node.mapping else { return false }
        return mapping.allSatisfy { key, value in
            guard let name = key.string.map({ prefix + $0 }) else { return false }
            if value.null != nil { return true }
            guard let scalar = value.scalar else {
                return collect(value, below: name + ".", into: &values)
            }
            // Twice, or once as `helena.baseURL`: who knows which of them counts.
            return values.updateValue(scalar.string, forKey: name) == nil
        }
    }
}
