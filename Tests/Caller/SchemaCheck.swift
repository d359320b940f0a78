import OutpostModel

/// As much of JSON Schema as the local API's document uses; any other word is itself a complaint.
struct SchemaCheck {
    private let root: JSONValue

    private static let known: Set = [
        "$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items",
        "format", "minimum", "maximum", "description", "default", "minLength", "maxLength",
        "minItems", "uniqueItems",
    ]

    init(_ root: JSONValue) { self.root = root }

    /// What a `$ref` points to.
    func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string else { return schema }
        let parts = reference.split(separator: "/").dropFirst()
        let found = parts.reduce(Optional(root)) { value, part in value?[String(part)] }
        return found.map { resolved($0) } ?? .null
    }

    func complaints(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
        guard let rules = resolved(schema).object else { return ["\(place): no schema"] }
        let strangers = rules.keys.filter { !Self.known.contains($0) }
        guard strangers.isEmpty else { return ["\(place): \(strangers) cannot be checked"] }
        var found: [String] = []
        let types = rules["type"].map { $0.array ?? [$0] }?.compactMap(\.string)
        if let types, types.allSatisfy({ !value.isOf(type: $0) }) {
            found.append("\(place): not \(types.joined(separator: " or "))")
        }
        if let allowed = rules["enum"]?.array, !allowed.contains(value) {
            found.append("\(place): \(value) is none of the enum")
        }
        if let constant = rules["const"], constant != value { found.append("\(place): not const") }
        if let number = value.integer, value.string == nil {
            if let least = rules["minimum"]?.integer, number < least {
                found.append("\(place): below \(least)")
            }
            if let most = rules["maximum"]?.integer, number > most {
                found.append("\(place): above \(most)")
            }
        }
        if let text = value.string, let format = rules["format"]?.string {
            found += wrongFormat(text, format).map { "\(place): \($0)" }
        }
        if let object = value.object { found += complaints(members: object, rules, at: place) }
        if let items = rules["items"], let array = value.array {
            found += array.enumerated().flatMap { complaints($1, items, at: "\(place)[\($0)]") }
        }
        return found
    }

    private func complaints(
        members: [String: JSONValue], _ rules: [String: JSONValue], at place: String
    ) -> [String] {
        var found: [String] = []
        let properties = rules["properties"]?.object ?? [:]
        for name in rules["required"]?.array?.compactMap(\.string) ?? []
        where members[name] == nil {
            found.append("\(place): \(name) is missing")
        }
        for (name, value) in members {
            if let schema = properties[name] {
                found += complaints(value, schema, at: "\(place).\(name)")
            } else if rules["additionalProperties"] == .bool(false) {
                found.append("\(place): \(name) is not documented")
            }
        }
        return found
    }

    private func wrongFormat(_ text: String, _ format: String) -> [String] {
        switch format {
        case "uuid": Identifier<Intent>(text) == nil ? ["\(text) is no UUID"] : []
        case "date-time": Timestamp(text) == nil ? ["\(text) is no time"] : []
        default: ["the format \(format) cannot be checked"]
        }
    }
}

extension JSONValue {
    fileprivate func isOf(type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"),
            (.number, "number"), (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
