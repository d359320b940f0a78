import Foundation

/// One metric with all its samples, and how Prometheus wants it written.
struct MetricFamily: Hashable {
    enum Kind: String {
        case counter, gauge, histogram
    }

    struct Sample: Hashable {
        /// What follows the family's name: `_bucket`, `_sum`, `_count`, or nothing.
        var suffix = ""
        /// In the order in which they are written. Few values each: every combination is kept.
        var labels: [Label] = []
        let value: Double
    }

    struct Label: Hashable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    let name: String
    let help: String
    let kind: Kind
    let samples: [Sample]

    init(_ name: String, _ help: String, _ kind: Kind, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    /// One sample without labels.
    init(_ name: String, _ help: String, _ kind: Kind, _ value: Double) {
        self.init(name, help, kind, [Sample(value: value)])
    }

    var text: String {
        var lines = ["# HELP \(name) \(help)", "# TYPE \(name) \(kind.rawValue)"]
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\($0.escaped)\"" }.joined(separator: ",")
            let braces = labels.isEmpty ? "" : "{\(labels)}"
            lines.append("\(name)\(sample.suffix)\(braces) \(sample.value.plain)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension MetricFamily.Label {
    fileprivate var escaped: String {
        // Hardly any needs it, and each answer has hundreds of them.
        guard value.utf8.contains(where: "\\\"\n".utf8.contains) else { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}

extension Double {
    /// Whole numbers without a point.
    var plain: String {
        self == rounded() && magnitude < 1e15 ? String(Int64(self)) : String(self)
    }
}
