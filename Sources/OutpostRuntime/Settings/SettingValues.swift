import Configuration
import OutpostModel

/// Reads single settings, and collects what is wrong with them.
struct SettingValues {
    private let layers: ConfigReader
    private(set) var problems: [String] = []

    init(_ layers: ConfigReader) { self.layers = layers }

    /// Nil where it is not set, or empty.
    func text(_ key: SettingKey) -> String? {
        let text = layers.string(forKey: ConfigKey(key.rawValue), isSecret: key == .proxy)
        return text?.isEmpty == true ? nil : text
    }

    mutating func parsed<Value>(
        _ key: SettingKey, _ parse: (String) throws -> Value
    ) -> Value? {
        guard let text = text(key) else { return nil }
        do {
            return try parse(text)
        } catch {
            // An address may hold a password.
            let shown = key == .proxy || key == .baseURL ? "" : " \"\(text.prefix(40))\""
            problems.append("\(key.rawValue)\(shown): \(error)")
            return nil
        }
    }

    mutating func truth(_ key: SettingKey) -> Bool? {
        parsed(key) { text in
            guard let truth = Bool(text.lowercased()) else {
                throw SettingsFailure(["neither true nor false"])
            }
            return truth
        }
    }

    /// Adds what is wrong with a setting that could be read.
    mutating func complain(_ key: SettingKey, _ problem: String) {
        problems.append("\(key.rawValue): \(problem)")
    }

    mutating func duration(_ key: SettingKey) -> Duration? {
        parsed(key) { text in
            guard let duration = Duration(text: text) else {
                throw SettingsFailure(["not a time such as 30s, 5m, 8h or 2d"])
            }
            return duration
        }
    }

    /// A time that may be none, and is not longer than programs have patience.
    mutating func wait(_ key: SettingKey) -> Duration? {
        parsed(key) { text in
            guard !["0", "0s"].contains(text) else { return .zero }
            guard let duration = Duration(text: text), duration <= .seconds(60) else {
                throw SettingsFailure(["not a time from 0s to 60s"])
            }
            return duration
        }
    }

    mutating func number<Number: LosslessStringConvertible & Comparable>(
        _ key: SettingKey, in range: ClosedRange<Number>
    ) -> Number? {
        parsed(key) { text in
            guard let number = Number(text), range.contains(number) else {
                throw SettingsFailure([
                    "not a number from \(range.lowerBound) to \(range.upperBound)"
                ])
            }
            return number
        }
    }
}
