import Foundation

/// What an example says that a command prints, compared with what it does print.
///
/// It has to be the same, word for word, except that
/// - `…` stands for anything, and alone on a line for any number of lines;
/// - an id stands for the one that was there when it was first seen, and for no other from then on;
/// - times and dates, and how long ago something was, stand for any;
/// - spaces in a row stand for any number of spaces.
struct ShownText {
    /// What the ids of the examples were in truth.
    private(set) var ids: [String: String] = [:]

    private static var id: Regex<(Substring, Substring?)> {
        /\b[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?\b/
    }

    /// Whether what was printed is what is shown; learns ids if it is.
    mutating func matches(_ shown: [String], _ printed: [String]) -> Bool {
        guard let learnt = Self.matched(shown.map(leveled)[...], printed.map(leveled)[...], ids)
        else { return false }
        ids = learnt
        return true
    }

    /// A command as it has to be typed: with the ids as they are in truth.
    func truth(_ command: String) -> String {
        command.replacing(Self.id) { found in ids[String(found.0)] ?? String(found.0) }
    }

    private func leveled(_ line: String) -> String {
        line.replacing(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/, with: "TIME")
            .replacing(/\d{4}-\d{2}-\d{2}/, with: "DATE")
            .replacing(/\b\d{2}:\d{2}:\d{2}\b/, with: "CLOCK")
            .replacing(/just now|\d+ (second|minute|hour|day)s? ago/, with: "AGO")
            .replacing(/\bpid \d+/, with: "PID")
            .replacing(/\s+/, with: " ")
            .trimmingCharacters(in: .whitespaces)
    }

    private static func matched(
        _ shown: ArraySlice<String>, _ printed: ArraySlice<String>, _ ids: [String: String]
    ) -> [String: String]? {
        guard let first = shown.first else { return printed.isEmpty ? ids : nil }
        if first == "…" {
            for skipped in 0...printed.count {
                if let all = matched(shown.dropFirst(), printed.dropFirst(skipped), ids) {
                    return all
                }
            }
            return nil
        }
        guard let line = printed.first, let learnt = learnt(first, line, ids) else { return nil }
        return matched(shown.dropFirst(), printed.dropFirst(), learnt)
    }

    /// The ids with those of the line; nil if it is another line.
    private static func learnt(
        _ shown: String, _ printed: String, _ ids: [String: String]
    ) -> [String: String]? {
        let names = shown.matches(of: id).map { String($0.0) }
        var pattern = NSRegularExpression.escapedPattern(for: shown)
            .replacingOccurrences(of: "…", with: ".*")
        for name in Set(names) {
            let any = name.count > 8 ? "([0-9a-f-]{36})" : "([0-9a-f]{8})"
            pattern = pattern.replacingOccurrences(
                of: NSRegularExpression.escapedPattern(for: name), with: any)
        }
        guard let expression = try? NSRegularExpression(pattern: "^" + pattern + "$"),
            let match = expression.firstMatch(
                in: printed, range: NSRange(printed.startIndex..., in: printed)),
            match.numberOfRanges == names.count + 1
        else { return nil }
        var ids = ids
        for (position, name) in names.enumerated() {
            guard let range = Range(match.range(at: position + 1), in: printed) else { return nil }
            let truth = String(printed[range])
            let short = (String(name.prefix(8)), String(truth.prefix(8)))
            for (name, truth) in [(name, truth), short] {
                guard ids[name] ?? truth == truth else { return nil }
                ids[name] = truth
            }
        }
        return ids
    }
}
