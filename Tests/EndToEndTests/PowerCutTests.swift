import Foundation
import Subprocess
import SystemPackage
import Testing

/// A short form of `Scripts/powercut`: the disk forgets what was not synced.
@Suite(.timeLimit(.minutes(2)))
struct PowerCutTests {
    @Test(
        "cuts of the power take nothing that was accepted, and damage nothing",
        .enabled(if: canRun, "needs python3 and a C compiler"))
    func cuts() async throws {
        let result = try await run(
            .name("python3"),
            arguments: [
                "-B", Self.driver, "--ours", "--cuts", "10", "--accepts", "80", "--programs",
                Self.programs,
            ], output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        #expect(
            result.terminationStatus.isSuccess, "\(result.standardOutput)\(result.standardError)")
    }

    private static let canRun =
        isThere("python3") && ["cc", "clang", "gcc"].contains { isThere($0) }

    private static func isThere(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: $0 + "/" + program)
        }
    }

    private static let driver = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("PowerCut/powercut.py").path

    /// Where the build puts the programs, beside the test bundle.
    private static let programs = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path
}
