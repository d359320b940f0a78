import Configuration
import Foundation
import Glibc
import Helena
import Logging
import OutpostGateway
import OutpostModel
import OutpostSync
import SystemPackage

extension Settings {
    /// Reads the settings: the command line, then the environment, then a YAML file, then defaults.
    ///
    /// - Parameters:
    ///   - overrides: what the command line says.
    ///   - file: the YAML file to read instead of looking for one in the usual places.
    package static func read(
        overrides: [SettingKey: String], file: String?, environment: [String: String]
    ) async throws(SettingsFailure) -> Settings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "command line",
                values: Dictionary(
                    uniqueKeysWithValues: overrides.map { key, value in
                        (
                            AbsoluteConfigKey(ConfigKey(key.rawValue)),
                            ConfigValue(stringLiteral: value)
                        )
                    })),
            EnvironmentVariablesProvider(environmentVariables: environment)
                .prefixKeys(with: "outpost"),
        ]
        let path = path(file, environment)
        if let path { providers.append(try await yaml(path, mustExist: file != nil)) }
        return try Settings(
            SettingValues(ConfigReader(providers: providers)), environment,
            strangers: path.map(strangers(in:)) ?? [])
    }

    /// The file that was named, or is there in one of the usual places.
    private static func path(_ file: String?, _ environment: [String: String]) -> String? {
        let home = environment["HOME"].map { $0 + "/.config" }
        let folders = [environment["XDG_CONFIG_HOME"] ?? home, "/etc"]
        let usual = folders.compactMap { $0.map { $0 + "/outpost/outpost.yaml" } }
        let found = usual.first { FileManager.default.fileExists(atPath: $0) }
        // Nil where there is none: to ask for it all the same throws an error that costs each command more
        // than the look-up that it is for.
        return file ?? found ?? usual.first(where: isHidden)
    }

    private static func yaml(
        _ path: String, mustExist: Bool
    ) async throws(SettingsFailure) -> FileProvider<YAMLSnapshot> {
        do {
            return try await FileProvider<YAMLSnapshot>(
                filePath: FilePath(path), allowMissing: !mustExist)
        } catch {
            throw SettingsFailure([YAMLKeys.obstacle(path)])
        }
    }

    /// Names in the file that are no settings.
    private static func strangers(in path: String) -> [String] {
        let known = SettingKey.allCases.map(\.rawValue)
        return YAMLKeys(path).unknown.map { name in
            "\(name) in \(path): there is no such setting" + name.guess(among: known)
        }
    }

    /// Whether there may be a file of the computer's that we are not allowed to see.
    private static func isHidden(_ path: String) -> Bool {
        path.hasPrefix("/etc/") && access(path, F_OK) != 0 && errno == EACCES
    }

    private init(
        _ values: SettingValues, _ environment: [String: String], strangers: [String]
    ) throws(SettingsFailure) {
        var values = values
        dataDirectory =
            values.text(.dataDirectory) ?? Self.usualDataDirectory(environment)
        keySource = Self.keySource(values.text(.apiKeyFile), environment)
        self.environment = environment
        endpoint = values.parsed(.baseURL) { try HelenaEndpoint($0) }
        proxy = values.parsed(.proxy) { try HelenaProxy(url: $0) }
        caFile = values.text(.caFile)
        limits.connectTimeout = values.duration(.connectTimeout) ?? limits.connectTimeout
        limits.answerTimeout = values.duration(.answerTimeout) ?? limits.answerTimeout
        intervals.departments = values.duration(.refreshDepartments) ?? intervals.departments
        intervals.users = values.duration(.refreshUsers) ?? intervals.users
        intervals.sessions = values.duration(.refreshSessions) ?? intervals.sessions
        rules.fullEvery = values.duration(.refreshFull)?.seconds ?? rules.fullEvery
        rules.scope = values.duration(.scope)?.seconds ?? rules.scope
        kept =
            values.parsed(.keep) { text in
                guard let kept = KeptDetails(rawValue: text.lowercased()) else {
                    throw SettingsFailure(["neither minimal, contacts nor full"])
                }
                return kept
            } ?? kept
        lifetime = values.duration(.expiresIn)?.seconds ?? lifetime
        outboxLimit = values.number(.outboxLimit, in: 1...10_000_000) ?? outboxLimit
        budgetShare = values.number(.budgetShare, in: 0.001...1) ?? budgetShare
        accountLimits.per5Seconds =
            values.number(.budgetFiveSecondLimit, in: Budget.Limits.least...1_000_000)
            ?? accountLimits.per5Seconds
        accountLimits.per5Minutes =
            values.number(.budgetFiveMinuteLimit, in: Budget.Limits.least...1_000_000)
            ?? accountLimits.per5Minutes
        damping = values.duration(.damping) ?? damping
        gateway = Self.gateway(&values)
        socketPath = values.parsed(.gatewaySocket) { text in
            guard text.hasPrefix("/") else {
                throw SettingsFailure(["must begin with /: who calls it may stand somewhere else"])
            }
            return text
        }
        wait = values.wait(.gatewayWait) ?? wait
        passThrough =
            values.parsed(.gatewayPassThrough) { text in
                guard let mode = PassThroughMode(rawValue: text.lowercased()) else {
                    throw SettingsFailure(["neither all, reads nor none"])
                }
                return mode
            } ?? passThrough
        logLevel =
            values.parsed(.logLevel) { text in
                guard let level = Logger.Level(rawValue: text.lowercased()) else {
                    throw SettingsFailure(["there is no such level"])
                }
                return level
            } ?? logLevel
        let problems = strangers + values.problems + Self.strangers(environment)
        guard problems.isEmpty else { throw SettingsFailure(problems) }
    }

    /// Variables that look like settings and are none: a typing error would otherwise do nothing.
    private static func strangers(_ environment: [String: String]) -> [String] {
        let ours = environment.keys.filter { $0.hasPrefix("OUTPOST_") }
        guard !ours.isEmpty else { return [] }
        let known = SettingKey.allCases.map(\.variable) + [KeySource.variable]
        return ours.filter { !known.contains($0) }.sorted()
            .map { "\($0): there is no such setting" + $0.guess(among: known) }
    }

    private static func usualDataDirectory(_ environment: [String: String]) -> String {
        if let systemd = environment["STATE_DIRECTORY"], !systemd.isEmpty {
            return String(systemd.split(separator: ":")[0])
        }
        if let state = environment["XDG_STATE_HOME"], !state.isEmpty { return state + "/outpost" }
        return (environment["HOME"] ?? ".") + "/.local/state/outpost"
    }

    /// An address that other computers can reach must be asked for in as many words.
    private static func gateway(_ values: inout SettingValues) -> GatewayAddress? {
        let port = values.number(.gatewayPort, in: 0...65_535) ?? GatewayAddress.usualPort
        let mayBeReached = values.truth(.gatewayBeyond) ?? false
        var address = GatewayAddress(port: port)
        address.host = values.text(.gatewayHost) ?? address.host
        address.names = (values.text(.gatewayNames) ?? "").split { ", ".contains($0) }
            .map { String($0) }
        guard port != 0 else { return nil }
        if !address.isLoopback, !mayBeReached {
            values.complain(
                .gatewayHost,
                """
                other computers can reach \(address.host): if they shall, say so with \
                \(SettingKey.gatewayBeyond.rawValue): true
                """)
        }
        return address
    }

    private static func keySource(
        _ file: String?, _ environment: [String: String]
    ) -> KeySource {
        if let key = environment[KeySource.variable], !key.isEmpty { return .environment(key) }
        if let file { return .file(file) }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = folder + "/" + KeySource.credentialName
            if FileManager.default.fileExists(atPath: path) { return .credential(path) }
        }
        // Root's own commands, beside the service that gets the same file from systemd.
        if FileManager.default.isReadableFile(atPath: SetupPlace.serviceKey) {
            return .file(SetupPlace.serviceKey)
        }
        return .none
    }
}
