import ArgumentParser
import Foundation
import Logging
import OutpostModel
import OutpostRuntime

/// `outpost setup`
struct Setup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Put the API key in its place, once the API has said that it is right.",
        discussion: """
            Asks for the key on the terminal, without showing it, or takes it from a file or from \
            standard input; never from the command line, which others on this machine can read. For \
            root, where the service is installed, it becomes the service's key; where none is, yours.
            """)

    @Option(help: "Take the key from this file.")
    var keyFile: String?

    @Flag(help: "Take the key from standard input.")
    var keyFromStdin = false

    @Option(help: "Where the API is, if not where the key says; goes into the settings.")
    var baseUrl: String?

    @Flag(help: "Put it there even if nobody can be asked now whether it is right.")
    var unchecked = false

    @Flag(help: "Replace a key that is there.")
    var force = false

    @Option(help: "The directory for the key and the settings, instead of the usual one.")
    var directory: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard keyFile == nil || !keyFromStdin else {
            throw ValidationError("--key-file and --key-from-stdin exclude each other.")
        }
    }

    func run() async throws {
        try await Speech.complaining {
            let place = try place()
            let settings = try await settings(place)
            let setup = KeySetup(place, settings)
            try permitReplacing(setup)
            let key = try key()
            let api = try await check(key, setup)
            let changed = try setup.write(key, changesAddress: baseUrl != nil)
            try tell(
                SetupReport(
                    keyFile: place.keyPath, settingsFile: changed ? place.settingsPath : nil,
                    api: api, next: next(place, settings)))
        }
    }

    private func place() throws -> SetupPlace {
        let environment = ProcessInfo.processInfo.environment
        let usual = try directory.map { SetupPlace(directory: $0) } ?? SetupPlace(environment)
        guard var place = usual else {
            throw Complaint(
                .settings, "neither XDG_CONFIG_HOME nor HOME is set",
                advice: "name a directory with --directory")
        }
        if let config = common.config { place.settingsPath = config }
        return place
    }

    private func settings(_ place: SetupPlace) async throws -> Settings {
        var overrides: [SettingKey: String] = [:]
        overrides[.dataDirectory] = common.dataDir
        overrides[.baseURL] = baseUrl
        return try await Settings.read(
            overrides: overrides, file: place.settingsFile,
            environment: ProcessInfo.processInfo.environment)
    }

    private func permitReplacing(_ setup: KeySetup) throws {
        guard !force, let path = setup.keyThatIsThere else { return }
        guard Prompt.isPossible else { throw SetupFailure.keyIsThere(path: path) }
        guard try Prompt.yes("There is a key already (\(path)). Replace it?") else {
            throw SetupFailure.keyIsThere(path: path)
        }
    }

    private func key() throws -> String {
        let text: String
        if let keyFile {
            guard let content = FileManager.default.contents(atPath: keyFile) else {
                throw Complaint(
                    .badData, "\(keyFile) cannot be read", advice: Complaint.fileAdvice)
            }
            text = String(decoding: content.prefix(KeySource.longest), as: UTF8.self)
        } else if keyFromStdin {
            let content = try FileHandle.standardInput.read(upToCount: KeySource.longest) ?? Data()
            text = String(decoding: content, as: UTF8.self)
        } else {
            guard Prompt.isPossible else {
                throw Complaint(
                    .usage, "there is no terminal to ask for the key on",
                    advice: "use --key-file FILE or --key-from-stdin")
            }
            text = try Prompt.secret("API key (it is not shown): ")
        }
        let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (try? KeySource.given(key).read()) != nil else {
            throw Complaint(
                .badData, "what was given is no API key: one word of visible characters",
                advice: "copy it again, whole")
        }
        return key
    }

    /// Where the API is that took the key; nil if none could be asked, and that was allowed.
    private func check(_ key: String, _ setup: KeySetup) async throws -> String? {
        do {
            return try await setup.check(key, logger: .outpost(.critical))
        } catch let failure as SetupFailure {
            guard unchecked, case .notChecked = failure else { throw failure }
            Speech.say("\(failure); it is put there all the same")
            return nil
        }
    }

    private func next(_ place: SetupPlace, _ settings: Settings) -> String {
        if place.isService {
            let verb = Workplace(settings).agentIsRunning ? "restart" : "start"
            return "sudo systemctl \(verb) outpost"
        }
        if Workplace(settings).agentIsRunning {
            Speech.say("an agent is running, and works with the key that it had: end it first")
        }
        let usual = try? SetupPlace(ProcessInfo.processInfo.environment)
        return place.settingsPath == usual?.settingsPath
            ? "outpost run" : "outpost run --config \(place.settingsPath)"
    }

    private func tell(_ report: SetupReport) throws {
        if common.json { return try Speech.put(json: report) }
        if let api = report.api { Speech.say("\(api) takes the key") }
        Speech.say("the key is in \(report.keyFile), for its owner only")
        if let file = report.settingsFile { Speech.say("\(file) says what is needed beside it") }
        if ProcessInfo.processInfo.environment[KeySource.variable] != nil {
            Speech.say("\(KeySource.variable) is set here, and goes before that file")
        }
        Speech.say("  → next: `\(report.next)`")
    }
}
