import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime
import OutpostStore

/// `outpost events [--since N] [--follow]`
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what happened: every change of a transfer's state and of the line.",
        discussion: """
            Events are numbered without gaps. --since N begins after number N; without it, the last \
            hundred are shown. With --json there is one object a line.
            """)

    @Option(help: "Only those after this number.")
    var since: Int64?

    @Flag(help: "Go on as they happen, until interrupted.")
    var follow = false

    @OptionGroup var common: CommonOptions

    /// Events that are read at once.
    private static let page = 500
    private static let shownByDefault: Int64 = 100

    func validate() throws {
        if let since, since < 0 { throw ValidationError("--since is a number from 0") }
    }

    func run() async throws {
        try await Speech.complaining {
            let workplace = try await common.workplace()
            // Following makes the file if need be: there is something to wait for.
            let found = follow ? try workplace.outbox() : try workplace.outboxIfAny()
            guard let outbox = found else { return }
            var last = try since ?? max(0, outbox.lastEventID() - Self.shownByDefault)
            var diary = try Diary(outbox, workplace.cacheIfAny { _ in })
            while true {
                let events = try outbox.events(after: last, count: Self.page)
                for event in events {
                    if common.json {
                        try Speech.put(jsonLine: EventReport(event))
                    } else {
                        for line in diary.lines(for: event) { Speech.put(line) }
                    }
                }
                last = events.last?.id ?? last
                if events.isEmpty {
                    guard follow else { return }
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        }
    }
}
