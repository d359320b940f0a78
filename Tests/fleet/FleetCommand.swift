import ArgumentParser
import Foundation
import ManyBranches

@main
struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Lets many branches of one account come back together, and counts what it costs.",
        discussion: "In a time of its own, so that a day takes minutes. The figures are JSON.")

    @Option(help: "How many branches.")
    var branches = 100

    @Option(help: "How many transfers wait in each.")
    var intents = 20

    @Option(help: "How long the line is away, such as 8h, 30m or 90s.")
    var outage = "8h"

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 1

    @Option(
        help: "How they ask: \(Plan.Way.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var way = Plan.Way.shared

    func validate() throws {
        guard (1...1_000).contains(branches), (1...100_000 / branches).contains(intents) else {
            throw ValidationError("1 to 1000 branches, and 1 to 100000 transfers in all.")
        }
        guard way != .hubs || branches >= Plan.hubs else {
            throw ValidationError("At least \(Plan.hubs) branches, one for each hub.")
        }
        guard let seconds, (1...43_200).contains(seconds) else {
            throw ValidationError("An outage is 1s to 12h long.")
        }
    }

    func run() async throws {
        let plan = Plan(
            way: way, branches: branches, intents: intents, outage: .seconds(seconds ?? 0),
            seed: seed)
        let figures = try await Fleet(plan) { words in
            FileHandle.standardError.write(Data((words + "\n").utf8))
        }.run()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }

    private var seconds: Int? {
        let units = ["s": 1, "m": 60, "h": 3_600]
        guard let unit = outage.last.flatMap({ units[String($0)] }),
            let count = Int(outage.dropLast())
        else { return nil }
        return count.multipliedReportingOverflow(by: unit).partialValue
    }
}

extension Plan.Way: ExpressibleByArgument {}
