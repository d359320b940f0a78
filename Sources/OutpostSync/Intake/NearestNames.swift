import OutpostModel

extension String {
    /// Up to three of these names that a person may have meant: they contain the text, or differ
    /// from it by few letters. The nearest first; letters' case and accents do not count.
    package func nearest(in names: [String]) -> [String] {
        let wanted = Array(folded.prefix(100))
        guard !wanted.isEmpty else { return [] }
        let tolerance = max(2, wanted.count / 3)
        let near = names.compactMap { name -> (name: String, distance: Int)? in
            let folded = Array(name.folded.prefix(100))
            if String(folded).contains(String(wanted)) { return (name, 0) }
            let distance = editDistance(wanted, folded)
            return distance <= tolerance ? (name, distance) : nil
        }
        var seen: Set<String> = []
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .map(\.name).filter { seen.insert($0).inserted }.prefix(3).map(\.self)
    }
}

extension String {
    /// "; did you mean …?", or nothing where no name looks like it.
    package func guess(among names: [String], _ prefix: String = "") -> String {
        nearest(in: names).first.map { "; did you mean \(prefix)\($0)?" } ?? ""
    }
}

/// How many letters must be put in, left out or replaced to make one text of the other
/// (Levenshtein's distance, with one row of its table).
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let replaced = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
