import ArgumentParser
import Foundation
import OutpostModel
import OutpostRuntime

/// `outpost events [--since N] [--follow]`
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
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

    func validate() throws {
        if let since, since < 0 { throw ValidationError("--since is a number from 0") }
    }

    func run() async throws {
        try await Speech.complaining {
            let desk = try await common.desk()
            var diary = await Diary(desk)
            var last = since
            while true {
                let events = try await desk.events(after: last)
                for event in events {
                    if common.json {
                        try Speech.put(jsonLine: event)
                    } else {
                        for line in await diary.lines(for: event) { Speech.put(line) }
                    }
                }
                last = events.last?.id ?? last ?? 0
                if events.isEmpty {
                    guard follow else { return }
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        }
    }
}
