import Caller
import Foundation
import OutpostModel
import OutpostStore
import Testing

@testable import OutpostGateway

/// The document and the routes are the same.
struct DocumentTests {
    private func router<Value>(_ body: (GatewayRouter) throws -> Value) throws -> Value {
        let directory = NSTemporaryDirectory() + "outpost-doc-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let facilities = try Office.facilities(in: directory)
        defer {
            facilities.outbox.close()
            facilities.cache.close()
        }
        return try body(GatewayRouter(facilities))
    }

    @Test("every route is in the document, and every path of the document has a route")
    func routes() throws {
        let routes = try router { $0.routes }.filter { !$0.isInPlace }
        let documented = try APIDocument().operations
        #expect(Set(routes.map { "\($0.method) \($0.template)" }) == documented)
    }

    @Test("every operation has a name of its own, a summary and an answer for what goes wrong")
    func operations() throws {
        let paths = try #require(try APIDocument().root["paths"]?.object)
        let operations = paths.values.flatMap { $0.object?.values.map { $0 } ?? [] }
        let names = operations.compactMap { $0["operationId"]?.string }
        #expect(Set(names).count == operations.count)
        for operation in operations {
            #expect(operation["summary"]?.string?.isEmpty == false)
            #expect(operation["responses"]?["default"] != nil)
        }
    }

    @Test("what the document refers to is in it")
    func references() throws {
        let text = try JSONText.encode(try APIDocument().root)
        let document = try APIDocument().root
        for match in text.matches(of: /"#\/components\/(\w+)\/(\w+)"/) {
            let (_, kind, name) = match.output
            #expect(document["components"]?[String(kind)]?[String(name)] != nil, "\(name)")
        }
    }
}

extension KnownRoute {
    /// Whether it stands in for the API, whose document is the API's own.
    fileprivate var isInPlace: Bool {
        template.hasPrefix("/core/") || template.hasPrefix("/chat/") || template.hasPrefix("/crm/")
    }
}
