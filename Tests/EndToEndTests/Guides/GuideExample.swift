/// What stands between two fences.
///
/// - `console`: commands behind `$ `, and what they print;
/// - `sh`: commands that change the computer, which ``UnrunExamples`` has to list;
/// - `yaml`: a settings file;
/// - `text`: a picture.
struct GuideExample: Sendable {
    let guide: String
    let language: String
    var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    /// How the list of what is not run calls it.
    var name: String { lines.first ?? "" }

    struct Exchange: Sendable {
        var command: String
        var expected: [String] = []
    }

    /// The commands, and below each what it prints. One that ends with a backslash goes on in the next
    /// line.
    var exchanges: [Exchange] {
        var exchanges: [Exchange] = []
        var goesOn = false
        for line in lines {
            if goesOn {
                exchanges[exchanges.count - 1].command += "\n" + line
            } else if line.hasPrefix("$ ") {
                exchanges.append(Exchange(command: String(line.dropFirst(2))))
            } else if !exchanges.isEmpty {
                exchanges[exchanges.count - 1].expected.append(line)
                continue
            }
            goesOn = line.hasSuffix("\\")
        }
        return exchanges
    }

    /// Something in a picture that looks as if it were to be typed.
    var hidesCommand: Bool {
        lines.contains { line in
            ["$ ", "curl ", "outpost queue", "outpost transfer", "sudo "].contains {
                line.hasPrefix($0)
            }
        }
    }
}

extension GuideExample.Exchange {
    /// Without the empty lines below it.
    var trimmed: [String] {
        Array(expected.reversed().drop { $0.isEmpty }.reversed())
    }

    /// Whether it only looks, so that it may be done again.
    var isLook: Bool {
        let looks =
            /outpost (status|sessions|session|users|departments|events|queue (list|show|explain|audit))\b.*/
        if command.hasPrefix("curl ") {
            return !command.contains("-X ") && !command.contains("-d ")
        }
        return command.wholeMatch(of: looks) != nil
    }
}
