import Foundation
import HelenaSimulator
import Testing

/// `outpost setup`, with the real program and a model of the API.
@Suite(.timeLimit(.minutes(2)))
struct SetupTests {
    /// A branch that has no key and no settings yet, and the key in a file.
    private func withNewcomer(
        _ body: (_ branch: Branch, _ keyFile: String, _ place: String) async throws -> Void
    ) async throws {
        try await Branch.open { opened in
            var branch = opened
            branch.settings["OUTPOST_HELENA_API_KEY"] = nil
            branch.settings["OUTPOST_HELENA_BASE_URL"] = nil
            let keyFile = branch.folder + "/given"
            try (Branch.apiKey + "\n").write(toFile: keyFile, atomically: true, encoding: .utf8)
            try await body(branch, keyFile, branch.folder + "/.config/outpost")
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("with the key in its place the agent runs, and only its owner can read the key")
    func story() async throws {
        try await withNewcomer { branch, keyFile, place in
            let url = branch.simulator.baseURL
            let setup = try await branch.outpost(
                "setup", "--directory", place, "--key-file", keyFile, "--base-url", url)
            #expect(setup.status == 0, "\(setup.words)")
            #expect(setup.words.contains("outpost run"))
            #expect(!(setup.words + setup.output).contains(Branch.apiKey))
            #expect(try text(place + "/helena-api-key") == Branch.apiKey + "\n")
            #expect(try mode(place + "/helena-api-key") == 0o600)
            #expect(try mode(place + "/outpost.yaml") == 0o600)
            #expect(try mode(place) == 0o700)
            // Where it looks without being told: the settings were found, and through them the key.
            try await branch.withAgent { agent in
                try await agent.refreshed()
                #expect(try await branch.departments().count == 8)
            }
        }
    }

    @Test("a refused key is 77, with the reason, and nothing is written")
    func refused() async throws {
        try await withNewcomer { branch, keyFile, place in
            await branch.simulator.update { $0.apiKey = "pn_another" }
            for unchecked in [[], ["--unchecked"]] {
                let setup = try await branch.outpost(
                    [
                        "setup", "--directory", place, "--key-file", keyFile, "--base-url",
                        branch.simulator.baseURL,
                    ] + unchecked)
                #expect(setup.status == 77)
                #expect(setup.words.contains("refuses the key"))
                #expect(!setup.words.contains(Branch.apiKey))
                #expect(!FileManager.default.fileExists(atPath: place))
            }
        }
    }

    @Test("without the line it is 75, and written only if that is asked for")
    func noLine() async throws {
        try await withNewcomer { branch, keyFile, place in
            await branch.simulator.inject(.loginPage)
            let arguments = [
                "setup", "--directory", place, "--key-file", keyFile, "--base-url",
                branch.simulator.baseURL, "--json",
            ]
            let refused = try await branch.outpost(arguments)
            #expect(refused.status == 75)
            #expect(refused.words.contains("could not be checked"))
            #expect(!FileManager.default.fileExists(atPath: place))

            let setup = try await branch.outpost(arguments + ["--unchecked"])
            #expect(setup.status == 0)
            let report = try setup.decoded([String: String?].self)
            #expect(report["api"] == .some(nil))
            #expect(report["keyFile"] == place + "/helena-api-key")
            #expect(report["settingsFile"] == place + "/outpost.yaml")
            #expect(try text(place + "/helena-api-key") == Branch.apiKey + "\n")
        }
    }

    @Test("a key that is there is replaced only with --force")
    func replaced() async throws {
        try await withNewcomer { branch, keyFile, place in
            let arguments = [
                "setup", "--directory", place, "--key-file", keyFile, "--base-url",
                branch.simulator.baseURL,
            ]
            #expect(try await branch.outpost(arguments).status == 0)
            await branch.simulator.update { $0.apiKey = "pn_the-next" }
            try "pn_the-next".write(toFile: keyFile, atomically: true, encoding: .utf8)
            let kept = try await branch.outpost(arguments)
            #expect(kept.status == 73)
            #expect(kept.words.contains("--force"))
            #expect(try text(place + "/helena-api-key") == Branch.apiKey + "\n")
            #expect(try await branch.outpost(arguments + ["--force"]).status == 0)
            #expect(try text(place + "/helena-api-key") == "pn_the-next\n")
            #expect(try mode(place + "/helena-api-key") == 0o600)
        }
    }

    @Test("the other lines of the settings, and their modes, stay as they are")
    func settingsKept() async throws {
        try await withNewcomer { branch, keyFile, place in
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
            let settings = "# ours\nlog:\n  level: debug   # while we look\n"
            let path = place + "/outpost.yaml"
            try settings.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let setup = try await branch.outpost(
                "setup", "--directory", place, "--key-file", keyFile, "--base-url",
                branch.simulator.baseURL)
            #expect(setup.status == 0, "\(setup.words)")
            #expect(try text(path).hasPrefix(settings))
            #expect(try text(path).contains(branch.simulator.baseURL))
            #expect(try mode(path) == 0o640)
        }
    }

    @Test("the key comes from standard input, too, with its prefix and without the end of its line")
    func standardInput() async throws {
        try await withNewcomer { branch, keyFile, place in
            let setup = try await branch.shell(
                """
                setup --directory \(place) --base-url \(branch.simulator.baseURL) --key-from-stdin \
                < \(keyFile)
                """)
            #expect(setup.status == 0, "\(setup.words)")
            #expect(try text(place + "/helena-api-key") == Branch.apiKey + "\n")
        }
    }

    @Test("without a terminal there is nobody to ask; what is no key is refused unseen")
    func nobodyToAsk() async throws {
        try await withNewcomer { branch, keyFile, place in
            let nobody = try await branch.shell("setup --directory \(place) </dev/null")
            #expect(nobody.status == 64)
            #expect(nobody.words.contains("--key-file"))
            try "two words".write(toFile: keyFile, atomically: true, encoding: .utf8)
            let bad = try await branch.outpost(
                "setup", "--directory", place, "--key-file", keyFile)
            #expect(bad.status == 65)
            #expect(!bad.words.contains("two words"))
            #expect(!FileManager.default.fileExists(atPath: place))
        }
    }

    @Test(
        "on a terminal it asks, and nothing of the key is shown", .enabled(if: Terminal.isPossible))
    func terminal() async throws {
        try await withNewcomer { branch, _, place in
            let shown = try await Terminal.type(
                Branch.apiKey + "\n", after: "API key",
                into: branch,
                ["setup", "--directory", place, "--base-url", branch.simulator.baseURL])
            #expect(shown.contains("takes the key"), "\(shown)")
            #expect(!shown.contains("unmistakable"))
            #expect(try text(place + "/helena-api-key") == Branch.apiKey + "\n")

            // The second time it asks whether; no is what Enter means.
            let kept = try await Terminal.type(
                "\n", after: "Replace it?", into: branch, ["setup", "--directory", place])
            #expect(kept.contains("there is a key already"), "\(kept)")
        }
    }
}
