import Foundation
import Helena
import OutpostGateway
import OutpostSync
import Testing

@testable import OutpostRuntime

struct SettingsTests {
    private let folder = NSTemporaryDirectory() + "outpost-settings-" + UUID().uuidString

    private func read(
        overrides: [SettingKey: String] = [:], yaml: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> Settings {
        var file: String?
        if let yaml {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            file = folder + "/outpost.yaml"
            try yaml.write(toFile: folder + "/outpost.yaml", atomically: true, encoding: .utf8)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var environment = environment
        environment["HOME"] = environment["HOME"] ?? folder
        return try await Settings.read(
            overrides: overrides, file: file, environment: environment)
    }

    @Test("without any settings there are sensible ones")
    func defaults() async throws {
        let settings = try await read()
        #expect(settings.dataDirectory == folder + "/.local/state/outpost")
        #expect(settings.endpoint == nil)
        #expect(settings.intervals.sessions == .seconds(30))
        #expect(settings.budgetShare == 0.5)
        #expect(settings.outboxLimit == 100_000)
        #expect(settings.damping == .seconds(10))
    }

    @Test(
        "what we connect to is on this computer, or it is not",
        arguments: [
            (["OUTPOST_HELENA_BASE_URL": "http://127.0.0.1:8080"], true),
            (["OUTPOST_HELENA_BASE_URL": "http://localhost:8080"], true),
            (["OUTPOST_HELENA_BASE_URL": "http://[::1]:8080"], true),
            (["OUTPOST_HELENA_BASE_URL": "https://api.example"], false),
            ([:], false),
            (
                [
                    "OUTPOST_HELENA_BASE_URL": "https://api.example",
                    "OUTPOST_HELENA_PROXY": "http://127.0.0.1:3128",
                ], true
            ),
            (
                [
                    "OUTPOST_HELENA_BASE_URL": "https://api.example",
                    "HTTPS_PROXY": "http://proxy.example:3128",
                ], false
            ),
        ])
    func peer(_ environment: [String: String], _ isLocal: Bool) async throws {
        #expect(try await read(environment: environment).peerIsLocal == isLocal)
    }

    @Test("how long the line must be away before people hear of it is a setting")
    func damping() async throws {
        let settings = try await read(environment: ["OUTPOST_CONNECTIVITY_DAMPING": "2m"])
        #expect(settings.damping == .seconds(120))
    }

    @Test("what is passed on is a setting: all, reads or none", arguments: PassThroughMode.allCases)
    func passThrough(_ mode: PassThroughMode) async throws {
        #expect(try await read().passThrough == .all)
        let settings = try await read(
            environment: ["OUTPOST_GATEWAY_PASS_THROUGH": mode.rawValue])
        #expect(settings.passThrough == mode)
        await #expect(throws: SettingsFailure.self) {
            try await read(environment: ["OUTPOST_GATEWAY_PASS_THROUGH": "some"])
        }
    }

    @Test("how long the caller of a transfer waits is a setting, and may be not at all")
    func wait() async throws {
        #expect(try await read().wait == .seconds(5))
        for (text, wait) in [("0", Duration.zero), ("0s", .zero), ("60s", .seconds(60))] {
            let settings = try await read(environment: ["OUTPOST_GATEWAY_WAIT": text])
            #expect(settings.wait == wait)
        }
        for text in ["61s", "-1", "soon"] {
            await #expect(throws: SettingsFailure.self) {
                try await read(environment: ["OUTPOST_GATEWAY_WAIT": text])
            }
        }
    }

    @Test("the local API is on this machine only, on a port that can be chosen or left out")
    func gateway() async throws {
        let usual = try await read()
        #expect(usual.gateway == GatewayAddress(host: "127.0.0.1", port: 7373))
        let none = try await read(environment: ["OUTPOST_GATEWAY_PORT": "0"])
        #expect(none.gateway == nil)
        let yaml = """
            gateway:
              port: 8080
              host: 192.168.1.5
              listenBeyondThisMachine: true
              names: hub.lan, hub
            """
        let open = try await read(yaml: yaml)
        #expect(
            open.gateway
                == GatewayAddress(host: "192.168.1.5", port: 8080, names: ["hub.lan", "hub"]))
    }

    @Test(
        "an address that others can reach, and is not asked for in as many words, is refused",
        arguments: ["0.0.0.0", "::", "192.168.1.5", "branch.lan"])
    func beyond(_ host: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) {
            _ = try await read(environment: ["OUTPOST_GATEWAY_HOST": host])
        }
        #expect(failure?.description.contains("gateway.listenBeyondThisMachine") == true)
        let off = try await read(
            environment: ["OUTPOST_GATEWAY_HOST": host, "OUTPOST_GATEWAY_PORT": "0"])
        #expect(off.gateway == nil)
    }

    @Test(
        "what is no port and neither true nor false is refused",
        arguments: [
            ("OUTPOST_GATEWAY_PORT", "65536"), ("OUTPOST_GATEWAY_PORT", "http"),
            ("OUTPOST_GATEWAY_LISTEN_BEYOND_THIS_MACHINE", "perhaps"),
        ])
    func gatewayProblems(_ name: String, _ value: String) async throws {
        await #expect(throws: SettingsFailure.self) {
            _ = try await read(environment: [name: value])
        }
    }

    @Test("the command line goes before the environment, and that before the file")
    func layers() async throws {
        let yaml = """
            data:
              dir: /from/file
            helena:
              baseURL: http://file.example
            refresh:
              users: 7m
            """
        let environment = [
            "OUTPOST_DATA_DIR": "/from/environment",
            "OUTPOST_HELENA_BASE_URL": "http://environment.example",
        ]
        let settings = try await read(
            overrides: [.dataDirectory: "/from/line"], yaml: yaml, environment: environment)
        #expect(settings.dataDirectory == "/from/line")
        #expect(settings.endpoint?.host == "environment.example")
        #expect(settings.intervals.users == .seconds(420))
    }

    @Test("wrong values are reported together, each with its name")
    func problems() async throws {
        let environment = [
            "OUTPOST_HELENA_BASE_URL": "ftp://files.example", "OUTPOST_BUDGET_SHARE": "2",
            "OUTPOST_REFRESH_SESSIONS": "often", "OUTPOST_LOG_LEVEL": "loud",
        ]
        let failure = await #expect(throws: SettingsFailure.self) {
            _ = try await read(environment: environment)
        }
        #expect(failure?.problems.count == 4)
        for name in ["helena.baseURL", "budget.share", "refresh.sessions", "log.level"] {
            #expect(failure?.description.contains(name) == true)
        }
    }

    @Test("names that are none do not hide wrong values, wherever either stands")
    func strangersAndProblems() async throws {
        let failure = await #expect(throws: SettingsFailure.self) {
            _ = try await read(
                yaml: "refrsh:\n  users: 1m\nbudget:\n  share: 3\n",
                environment: ["OUTPOST_LOG_LEVEL": "loud", "OUTPOST_GATEWAY_PROT": "1"])
        }
        #expect(failure?.problems.count == 4)
        for name in ["refrsh.users", "budget.share", "log.level", "OUTPOST_GATEWAY_PROT"] {
            #expect(failure?.description.contains(name) == true)
        }
    }

    @Test("a proxy's password is not repeated in what is said about it")
    func proxyPassword() async throws {
        let failure = await #expect(throws: SettingsFailure.self) {
            _ = try await read(
                environment: ["OUTPOST_HELENA_PROXY": "socks://user:hunter2@proxy.example"])
        }
        #expect(failure?.description.contains("hunter2") == false)
    }

    @Test("a file that is named must be there, and must be YAML")
    func file() async throws {
        await #expect(throws: SettingsFailure.self) {
            _ = try await Settings.read(
                overrides: [:], file: folder + "/missing.yaml", environment: [:])
        }
        await #expect(throws: SettingsFailure.self) { _ = try await read(yaml: "a: [") }
    }

    @Test("under systemd the data directory is the service's")
    func stateDirectory() async throws {
        let settings = try await read(environment: ["STATE_DIRECTORY": "/var/lib/outpost"])
        #expect(settings.dataDirectory == "/var/lib/outpost")
    }
}
