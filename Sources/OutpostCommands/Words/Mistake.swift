import ArgumentParser
import OutpostSync

/// A command line that names no command, in better words than those that fit every program.
struct Mistake {
    let text: String

    private init(_ text: String) { self.text = text }

    /// Nil where there is none of this kind; any other is found when the words are parsed.
    static func first(in words: [String], for command: any ParsableCommand.Type) -> Mistake? {
        let commands = command.configuration.subcommands
        guard !commands.isEmpty, let word = words.first, word != "help" else { return nil }
        if let chosen = commands.first(where: { $0._commandName == word }) {
            return first(in: Array(words.dropFirst()), for: chosen)
        }
        let names = commands.map { $0._commandName }
        guard !word.hasPrefix("-") else {
            guard let place = words.firstIndex(where: { names.contains($0) }) else { return nil }
            let inOrder = ["outpost"] + words[place...] + words[..<place]
            return Mistake(
                "options stand behind the command: `\(inOrder.joined(separator: " "))`")
        }
        let below = command == Outpost.self ? "" : "\(command._commandName) "
        return Mistake(
            "there is no command `\(below)\(word.prefix(40))`\(word.guess(among: names, below))")
    }
}
