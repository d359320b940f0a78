import ArgumentParser
import Foundation
import LargeBranch
import OutpostStore

/// Puts a question with each of its words, and says in JSON what SQLite was asked to do.
struct Record: ParsableCommand {
    @Option(help: "The directory with cache.sqlite. No agent may use it.")
    var directory: String

    @Option(help: "How many sessions it was made with.")
    var sessions: Int

    @Option(help: "Which question.")
    var question: Question

    private struct Asked: Encodable {
        let word: String
        let statements: [Statements.Seen]
    }

    func run() throws {
        Statements.watch()
        let cache = try Cache.open(in: directory)
        defer { cache.close() }
        let asked = try question.words(sessions: sessions).map { word in
            let lookup = try question.lookup(word)
            // What is done once for each connection is done then.
            _ = try lookup(cache)
            _ = Statements.take()
            _ = try lookup(cache)
            return Asked(word: word, statements: Statements.take())
        }
        print(String(decoding: try JSONEncoder().encode(asked), as: UTF8.self))
    }
}
