/// Rows of words in columns, as wide as they need to be.
struct Table {
    private let heads: [String]
    private var rows: [[String]] = []

    /// Longer words are cut: one customer's name must not push everything else off the screen.
    private static let widestColumn = 40
    /// The last column has room.
    private static let widestLastColumn = 200

    /// Without heads it is a list of names and values.
    init(_ heads: String...) { self.heads = heads }

    mutating func add(_ cells: String?...) {
        rows.append(
            cells.enumerated().map { column, cell in
                let isLast = column == cells.count - 1
                return Self.cut(
                    cell ?? "–", to: isLast ? Self.widestLastColumn : Self.widestColumn)
            })
    }

    var text: String {
        let all = heads.isEmpty ? rows : [heads] + rows
        guard let first = all.first else { return "" }
        let widths = first.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let lines = all.map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ").trimmingTrailingSpaces
        }
        let headline = heads.isEmpty ? lines[0] : Terminal.bold(lines[0])
        return ([headline] + lines.dropFirst()).joined(separator: "\n")
    }

    private static func cut(_ text: String, to width: Int) -> String {
        let line = text.replacing("\n", with: " ")
        return line.count <= width ? line : line.prefix(width - 1) + "…"
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
