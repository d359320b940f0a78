import Foundation
import Testing

/// Who may import whom. The arrows point down only.
struct ArrowTests {
    /// Each target of ours, and the targets of ours that it may import.
    static let mayImport: [String: Set<String>] = [
        "outpost": ["OutpostCommands"],
        "OutpostCommands": [
            "OutpostRuntime", "OutpostGateway", "OutpostSync", "OutpostStore", "OutpostModel",
        ],
        "OutpostRuntime": [
            "OutpostGateway", "OutpostSync", "OutpostStore", "Helena", "OutpostModel",
        ],
        "OutpostGateway": ["OutpostSync", "OutpostStore", "Schema", "OutpostModel"],
        "OutpostSync": ["OutpostStore", "Helena", "OutpostModel"],
        "OutpostStore": ["Schema", "OutpostModel"],
        "Helena": ["OutpostModel"],
        "OutpostModel": [],
        "helena-simulator": ["HelenaSimulator"],
        "HelenaSimulator": [],
    ]

    /// Libraries that one target alone may know.
    static let rooms: [String: Set<String>] = [
        "GRDB": ["OutpostStore"],
        "Schema": ["OutpostStore", "OutpostGateway"],
        "AsyncAlgorithms": ["OutpostGateway"],
        "AsyncHTTPClient": ["Helena", "OutpostRuntime"],
        "Hummingbird": ["OutpostGateway"],
        "HummingbirdCore": ["OutpostGateway"],
        "ArgumentParser": ["OutpostCommands", "helena-simulator"],
        "Configuration": ["OutpostRuntime"],
    ]

    @Test("every target imports only what is below it", arguments: mayImport.keys.sorted())
    func arrows(_ target: String) throws {
        let files = Tree.swiftFiles("Sources/" + target)
        #expect(!files.isEmpty)
        let ours = Set(Self.mayImport.keys)
        for file in files {
            let imported = try Tree.imports(file).intersection(ours)
            let strangers = imported.subtracting(Self.mayImport[target] ?? [])
            #expect(strangers.isEmpty, "\(file) imports \(strangers.sorted())")
        }
    }

    @Test("a library is known in its own room only", arguments: rooms.keys.sorted())
    func libraries(_ library: String) throws {
        for target in Self.mayImport.keys where Self.rooms[library]?.contains(target) == false {
            for file in Tree.swiftFiles("Sources/" + target) {
                #expect(try !Tree.imports(file).contains(library), "\(file)")
            }
        }
    }

    @Test("every folder of Sources is in the picture")
    func complete() throws {
        #expect(try Tree.names("Sources") == Self.mayImport.keys.sorted())
    }

    @Test("the decisions know no clock, no I/O and no async")
    func pureDecisions() throws {
        let pure = [
            "Replay/Carriage", "Replay/Verdict", "Replay/Lanes", "Time/Backoff",
            "Remote/Budget", "Remote/TokenBucket", "Connectivity/Connectivity",
            "Connectivity/Evidence", "Connectivity/ProbePace", "Connectivity/Damper",
            "Refresh/SessionItinerary", "Refresh/RefreshSchedule",
        ]
        for name in pure {
            let text = try Tree.text("Sources/OutpostSync/\(name).swift")
            for word in [
                " async ", "await ", "Date()", "Clock", "random(", "OutpostStore", "Mutex",
            ] {
                #expect(!text.contains(word), "\(name) says \(word)")
            }
        }
    }

    @Test("the top level holds what belongs there")
    func topLevel() throws {
        let names = try Tree.names().filter { $0 != "Package.resolved" }
        #expect(names == ["Package.swift", "README.md", "Scripts", "Sources", "Tests", "schema"])
    }
}
