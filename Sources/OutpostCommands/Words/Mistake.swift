import ArgumentParser
import OutpostSync

/// A command line that names no command, in better words than those that fit every program.
struct Mistake {
    let text: String

    private init(_ text: String) { self.text = text }

    /// Nil where there is none of this kind; any other is found when the words are parsed.
    ///
    /// - Parameter path: how `command` is called.
    static func first(
        in words: [String], for command: any ParsableCommand.Type, path: [String] = ["outpost"]
    ) -> Mistake? {
        let commands = command.configuration.subcommands
        guard !commands.isEmpty, let word = words.first, word != "help" else { return nil }
        if let chosen = commands.first(where: { $0._commandName == word }) {
            return first(in: Array(words.dropFirst()), for: chosen, path: path + [word])
        }
        let names = commands.map { $0._commandName }
        guard !word.hasPrefix("-") else {
            // Who asks for help gets it.
            guard let place = words.firstIndex(where: { names.contains($0) }),
                !words.contains(where: { ["-h", "--help", "--version"].contains($0) })
            else { return nil }
            let inOrder = path + words[place...] + words[..<place]
            return Mistake(
                "options stand behind the command: `\(inOrder.joined(separator: " "))`")
        }
        let below = path.dropFirst().map { $0 + " " }.joined()
        return Mistake(
            "there is no command `\(below)\(word.prefix(40))`\(word.guess(among: names, below))")
    }
}
