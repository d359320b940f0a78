import ArgumentParser
import LargeBranch

/// What the cache bears, in one process: for Scripts/bench.
@main
struct CacheLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache-load", abstract: "Fills a cache, or looks things up in one.",
        subcommands: [Fill.self, LookUp.self, Make.self, Ask.self, Record.self])
}

extension Question: ExpressibleByArgument {}
