import Foundation
import HelenaSimulator
import SystemPackage
import Testing

/// A shell as a person in the branch has it: the programs are found, everything is in its usual place,
/// and addresses are what the guides say.
struct GuideShell: Sendable {
    let branch: Branch
    private let addresses: [(shown: String, truth: String)]

    init(_ branch: Branch, port: Int) throws {
        var branch = branch
        let programs = Branch.program("outpost").removingLastComponent().string
        branch.settings["PATH"] = programs + ":/usr/bin:/bin"
        branch.settings["OUTPOST_DATA_DIR"] = nil
        branch.settings["LANG"] = "C.UTF-8"
        self.branch = branch
        let control = try #require(branch.simulator.controlURL)
        addresses = [
            ("127.0.0.1:7373", "127.0.0.1:\(port)"),
            ("127.0.0.1:8080", branch.simulator.baseURL.replacing("http://", with: "")),
            ("127.0.0.1:8081", control.replacing("http://", with: "")),
            ("pn_simulator", Branch.apiKey),
        ]
    }

    /// Types something. What it assigns, and how it ended, the next one finds as in one shell.
    func type(_ command: String) async throws -> Branch.Outcome {
        let memory = branch.folder + "/.memory"
        let typed = """
            cd ~; ended=0; [ ! -e \(memory) ] || . \(memory); set -a; (exit $ended)
            { \(addresses.reduce(command) { $0.replacing($1.shown, with: $1.truth) })
            } 2>&1
            ended=$?; set +a
            export -p | grep -v ' OLDPWD\\| PWD\\| SHLVL' > \(memory); echo ended=$ended >> \(memory)
            exit $ended
            """
        let outcome = try await branch.program(["/bin/bash", "-c", typed])
        let output = addresses.reduce(outcome.output + outcome.words) {
            $0.replacing($1.truth, with: $1.shown)
        }
        // A line of HTTP ends in both.
        let lines = output.replacing("\r\n", with: "\n")
        return .init(status: outcome.status, output: lines, words: "")
    }
}
