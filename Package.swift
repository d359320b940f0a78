// swift-tools-version: 6.2
import PackageDescription

/// The same for every target: the next language's rules today, and no warning is left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(
    name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let asyncAlgorithms = Target.Dependency.product(
    name: "AsyncAlgorithms", package: "swift-async-algorithms")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore", package: "hummingbird")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let httpCompression = Target.Dependency.product(
    name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioHTTPTypes = Target.Dependency.product(
    name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

let package = Package(
    name: "outpost",
    products: [
        .executable(name: "outpost", targets: ["outpost"]),
        .executable(name: "helena-simulator", targets: ["helena-simulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // The agent, from what a person types down to the words everything is said in.
        .executableTarget(name: "outpost", dependencies: ["OutpostCommands"]),
        .target(
            name: "OutpostCommands",
            dependencies: [
                "OutpostGateway", "OutpostModel", "OutpostRuntime", "OutpostStore", "OutpostSync",
                argumentParser, logging,
            ]),
        .target(
            name: "OutpostRuntime",
            dependencies: [
                "Helena", "OutpostGateway", "OutpostModel", "OutpostStore", "OutpostSync",
                asyncHTTPClient, configuration, logging, serviceLifecycle, systemPackage,
                unixSignals, yams, nio("NIOCore"), nio("NIOFoundationCompat"), nio("NIOHTTP1"),
            ]),
        .target(
            name: "OutpostGateway",
            dependencies: [
                "OutpostModel", "OutpostStore", "OutpostSync", "Schema", hummingbird,
                hummingbirdCore, asyncAlgorithms, httpTypes, logging, serviceLifecycle,
                nioHTTPTypes, nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
            ]),
        .target(
            name: "OutpostSync",
            dependencies: ["Helena", "OutpostModel", "OutpostStore", logging, serviceLifecycle]),
        .target(name: "OutpostStore", dependencies: ["OutpostModel", "Schema", grdb]),
        .target(
            name: "Schema", path: "schema",
            resources: [.embedInCode("api"), .embedInCode("cache"), .embedInCode("outbox")]),
        .target(
            name: "Helena",
            dependencies: [
                "OutpostModel", asyncHTTPClient, crypto, httpCompression, logging, nioExtras,
                nioSSL,
                nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
            ]),
        .target(name: "OutpostModel"),

        // A working model of the remote API. It shares no code with the client it tests.
        .executableTarget(
            name: "helena-simulator",
            dependencies: ["HelenaSimulator", argumentParser]),
        .target(
            name: "HelenaSimulator",
            dependencies: [nioSSL, nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1")]),

        // Many callers who want a transfer accepted, for Scripts/powercut.
        .executableTarget(
            name: "accept-load", dependencies: ["OutpostModel", "OutpostStore", argumentParser],
            path: "Tests/accept-load"),

        // What the cache bears, for Scripts/bench.
        .executableTarget(
            name: "cache-load",
            dependencies: [
                "LargeBranch", "OutpostModel", "OutpostStore", argumentParser, grdbSQLite,
            ],
            path: "Tests/cache-load"),
        .target(
            name: "LargeBranch", dependencies: ["OutpostModel", "OutpostStore"],
            path: "Tests/LargeBranch"),

        // Chance that is the same in every run.
        .target(name: "Seeded", path: "Tests/Seeded"),

        // Lives of a branch from seeds, and who judges them; Scripts/simulate runs any number.
        .executableTarget(
            name: "simulate", dependencies: ["Simulation", argumentParser],
            path: "Tests/simulate"),
        .target(
            name: "Simulation",
            dependencies: ["OutpostModel", "OutpostStore", "OutpostSync", "Seeded", grdbSQLite],
            path: "Tests/Simulation"),

        // Many branches of one account that come back together; Scripts/bench runs it.
        .executableTarget(
            name: "fleet", dependencies: ["ManyBranches", argumentParser], path: "Tests/fleet"),
        .target(
            name: "ManyBranches",
            dependencies: ["OutpostModel", "OutpostStore", "OutpostSync", "Seeded", logging],
            path: "Tests/ManyBranches"),

        // Programs that call the local API, well and badly behaved.
        .target(
            name: "Caller",
            dependencies: [
                "OutpostModel", "Schema", asyncHTTPClient, nio("NIOCore"), nio("NIOHTTP1"),
                nio("NIOPosix"),
            ],
            path: "Tests/Caller"),

        // What stands on the way to the API: authorities and forward proxies, real ones.
        .target(
            name: "Wayside",
            dependencies: [
                "HelenaSimulator", nio("NIOCore"), nio("NIOPosix"), subprocess, systemPackage,
            ],
            path: "Tests/Wayside"),

        .testTarget(
            name: "ArchitectureTests",
            dependencies: ["OutpostCommands", "OutpostRuntime", "Schema"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Caller", "HelenaSimulator", "OutpostModel", "Wayside", "accept-load",
                "helena-simulator",
                "outpost", "Seeded", grdb, subprocess, systemPackage,
            ]),
        .testTarget(
            name: "HelenaSimulatorTests",
            dependencies: [
                "HelenaSimulator", "Wayside", asyncHTTPClient, nioSSL, nio("NIOCore"),
                nio("NIOHTTP1"),
            ]),
        .testTarget(
            name: "HelenaTests",
            dependencies: [
                "Helena", "HelenaSimulator", "OutpostModel", "Wayside", logging, nioSSL,
                nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
            ]),
        .testTarget(
            name: "OutpostGatewayTests",
            dependencies: [
                "Caller", "Helena", "HelenaSimulator", "OutpostGateway", "OutpostModel",
                "OutpostStore", "OutpostSync", "Wayside", httpTypes, logging, serviceLifecycle,
                nioHTTPTypes, nio("NIOCore"), nio("NIOEmbedded"),
            ]),
        .testTarget(name: "OutpostModelTests", dependencies: ["OutpostModel", "Seeded"]),
        .testTarget(
            name: "OutpostRuntimeTests",
            dependencies: [
                "Helena", "OutpostGateway", "OutpostModel", "OutpostRuntime", "OutpostSync",
                logging,
                serviceLifecycle, systemPackage,
            ]),
        .testTarget(
            name: "OutpostStoreTests",
            dependencies: ["OutpostModel", "OutpostStore", "Schema", "Seeded", grdb],
            exclude: ["Golden"]),
        .testTarget(
            name: "OutpostSyncTests",
            dependencies: [
                "Helena", "OutpostModel", "OutpostStore", "OutpostSync", "Seeded", logging,
                serviceLifecycle,
            ]),
        .testTarget(name: "SimulationTests", dependencies: ["ManyBranches", "Simulation"]),
    ],
    swiftLanguageModes: [.v6]
)

// What Scripts/bench measures in one process: only there, for nobody else needs to build it.
if Context.environment["OUTPOST_BENCHMARKS"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []))
    package.targets.append(
        .executableTarget(
            name: "InProcess",
            dependencies: [
                "LargeBranch", "OutpostModel", "OutpostStore", "OutpostSync",
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Tests/Benchmarks/InProcess",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

for target in package.targets {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
