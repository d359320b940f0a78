import Foundation
import Subprocess
import SystemPackage
import Testing

/// The guides are a DocC catalog.
struct CatalogTests {
    private static let docc = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":")
        .map { $0 + "/docc" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(
        "it converts without a warning",
        .enabled(if: Self.docc != nil, "docc is not on this computer"), .timeLimit(.minutes(1)))
    func converts() async throws {
        let docc = try #require(Self.docc)
        let output = NSTemporaryDirectory() + "outpost-catalog-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        let result = try await run(
            .path(FilePath(docc)),
            arguments: ["convert", Guide.catalog.path, "--warnings-as-errors", "-o", output],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        #expect(
            result.terminationStatus.isSuccess, "\(result.standardOutput)\(result.standardError)")
        let page = output + "/data/documentation/outpostcommands/howatransfertravels.json"
        #expect(FileManager.default.fileExists(atPath: page))
    }
}
