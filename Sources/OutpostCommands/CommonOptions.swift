import ArgumentParser
import Foundation
import OutpostRuntime

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print JSON with stable fields instead of words.")
    var json = false

    @Option(help: "The directory with the cache and the queue.")
    var dataDir: String?

    @Option(help: "The settings file (YAML).")
    var config: String?

    func settings() async throws(SettingsFailure) -> Settings {
        var overrides: [SettingKey: String] = [:]
        overrides[.dataDirectory] = dataDir
        return try await Settings.read(
            overrides: overrides, file: config,
            environment: ProcessInfo.processInfo.environment)
    }

    /// Who answers look-ups, takes transfers and tells what became of them.
    func desk() async throws -> any Desk {
        try await workplace().desk(complain: Speech.sayDoingWithout)
    }

    func workplace() async throws(SettingsFailure) -> Workplace { Workplace(try await settings()) }
}
