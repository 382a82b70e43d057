// swift-tools-version: 6.2
import PackageDescription

// The arrows below are the architecture: a target can say only what it lists. The build gate
// `--explicit-target-dependency-import-check error` turns an undeclared import into a build failure.

let strict: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// What `foyer --version` says of a packaged build; a plain build says that it is one.
let buildFacts: [CSetting] = ["FOYER_COMMIT", "FOYER_COMMIT_DATE"].compactMap { name in
    Context.environment[name].map { .define(name, to: "\"\($0)\"") }
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "foyer",
    products: [
        .executable(name: "foyer", targets: ["foyer"]),
        .library(name: "LoftyAPI", targets: ["LoftyAPI", "LoftyHTTP", "Leads"]),
    ],
    dependencies: [
        // Package.resolved is not tracked, so every version is exact.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        // MARK: AppRuntime
        .target(
            name: "AppRuntime",
            dependencies: [
                "Commands", "LeadIndex", "Leads", "LoftyAPI", "Panes", "PrivateFiles", "Sync", "Terminal",
                "ViewModels",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AppRuntimeTests",
            dependencies: [
                "AppRuntime", "Commands", "LeadIndex", "Leads", "LoftyAPI", "Panes", "Sync", "Terminal", "TestSupport",
                "ViewModels",
            ],
            swiftSettings: strict
        ),

        // MARK: BundledResources
        .target(
            name: "BundledResources",
            path: "Resources",
            exclude: ["pictures"],
            resources: [.embedInCode("LICENSE.txt")],
            swiftSettings: strict
        ),

        // MARK: CBuild
        .target(name: "CBuild", cSettings: buildFacts),

        // MARK: CCrypto
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("dl")]),

        // MARK: CCurl
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl"), .linkedLibrary("pthread")]),

        // MARK: CLeadScan
        .target(name: "CLeadScan"),

        // MARK: CNcurses
        .target(
            name: "CNcurses",
            cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]
        ),

        // MARK: CUncalledCurl
        // Of the program alone: a package that uses the client could not be built with flags of this kind.
        .target(
            name: "CUncalledCurl",
            exclude: ["link"],
            linkerSettings: [.unsafeFlags(["-L", "\(Context.packageDirectory)/Sources/CUncalledCurl/link"])]
        ),

        // MARK: Commands
        .target(name: "Commands", dependencies: ["Leads", "Terminal", "ViewModels"], swiftSettings: strict),
        .testTarget(
            name: "CommandsTests",
            dependencies: ["Commands", "Leads", "Terminal", "TestSupport", "ViewModels"],
            swiftSettings: strict
        ),

        // MARK: Configuration
        .target(
            name: "Configuration",
            dependencies: ["Commands", "Leads", "Panes", "ViewModels", toml],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Commands", "Configuration", "Leads", "Panes", "Terminal", "TestSupport", "ViewModels"],
            swiftSettings: strict
        ),

        // MARK: Digest
        .target(name: "Digest", dependencies: ["CCrypto"], swiftSettings: strict),
        .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: strict),

        // MARK: foyer
        .executableTarget(
            name: "foyer",
            dependencies: [
                "AppRuntime", "BundledResources", "CBuild", "CUncalledCurl", "Commands", "Configuration", "Digest",
                "JSONText", "LeadFiles", "LeadIndex", "Leads", "LoftyAPI", "LoftyHTTP", "LoftySandbox",
                "NcursesTerminal", "Panes", "PrivateFiles", "Store", "Sync", "Terminal", "ViewModels", "Webhooks",
                argumentParser,
            ],
            exclude: ["Documentation.docc"],
            swiftSettings: strict
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["foyer", grdb], swiftSettings: strict),

        // MARK: JSONText
        .target(name: "JSONText", swiftSettings: strict),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], swiftSettings: strict),

        // MARK: LeadFiles
        .target(name: "LeadFiles", dependencies: ["Leads"], swiftSettings: strict),
        .testTarget(name: "LeadFilesTests", dependencies: ["LeadFiles", "Leads"], swiftSettings: strict),

        // MARK: LeadIndex
        .target(name: "LeadIndex", dependencies: ["CLeadScan", "Leads"], swiftSettings: strict),
        .testTarget(
            name: "LeadIndexTests",
            dependencies: ["LeadIndex", "Leads", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: Leads
        .target(name: "Leads", swiftSettings: strict),
        .testTarget(name: "LeadsTests", dependencies: ["Leads", "TestSupport"], swiftSettings: strict),

        // MARK: LoftyAPI
        .target(
            name: "LoftyAPI",
            dependencies: ["Digest", "JSONText", "Leads", "PrivateFiles", logging],
            exclude: ["Documentation.docc"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LoftyAPITests",
            dependencies: [
                "JSONText", "Leads", "LoftyAPI", "LoftyHTTP", "LoftySandbox", "OpenAPI", "PrivateFiles", "TestSupport",
                logging,
            ],
            swiftSettings: strict
        ),

        // MARK: LoftyHTTP
        .target(name: "LoftyHTTP", dependencies: ["CCurl", "LoftyAPI"], swiftSettings: strict),

        // MARK: LoftySandbox
        .target(
            name: "LoftySandbox",
            dependencies: ["Digest", "JSONText", "PrivateFiles", flyingFox, flyingSocks, grdb],
            exclude: ["Documentation.docc"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LoftySandboxTests",
            dependencies: ["LeadFiles", "Leads", "LoftySandbox", "OpenAPI", flyingSocks, grdb],
            swiftSettings: strict
        ),

        // MARK: NcursesTerminal
        .target(name: "NcursesTerminal", dependencies: ["CNcurses", "Terminal"], swiftSettings: strict),
        .testTarget(
            name: "NcursesTerminalTests",
            dependencies: ["NcursesTerminal", "Terminal"],
            swiftSettings: strict
        ),

        // MARK: OpenAPI, for tests only
        .target(name: "OpenAPI", path: "Tests/OpenAPI", swiftSettings: strict),
        .testTarget(name: "OpenAPITests", dependencies: ["OpenAPI"], swiftSettings: strict),

        // MARK: Panes
        .target(name: "Panes", dependencies: ["Commands", "Leads", "Terminal", "ViewModels"], swiftSettings: strict),
        .testTarget(
            name: "PanesTests",
            dependencies: ["Commands", "Leads", "Panes", "Terminal", "TestSupport", "ViewModels"],
            swiftSettings: strict
        ),

        // MARK: PrivateFiles
        .target(name: "PrivateFiles", swiftSettings: strict),
        .testTarget(name: "PrivateFilesTests", dependencies: ["PrivateFiles"], swiftSettings: strict),

        // MARK: Store
        .target(name: "Store", dependencies: ["Leads", "PrivateFiles", "Sync", grdb], swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Leads", "PrivateFiles", "Store", "Sync", "TestSupport", grdb],
            swiftSettings: strict
        ),

        // MARK: Sync
        .target(name: "Sync", dependencies: ["Digest", "Leads", "LoftyAPI"], swiftSettings: strict),
        .testTarget(
            name: "SyncTests",
            dependencies: ["Leads", "LoftyAPI", "LoftyHTTP", "LoftySandbox", "Store", "Sync", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: Terminal
        .target(name: "Terminal", swiftSettings: strict),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport"], swiftSettings: strict),

        // MARK: TestSupport
        .target(
            name: "TestSupport",
            dependencies: ["Leads", "LoftyAPI", "Store", "Sync", "Terminal", "ViewModels"],
            swiftSettings: strict
        ),

        // MARK: ViewModels
        .target(name: "ViewModels", dependencies: ["Leads"], swiftSettings: strict),
        .testTarget(
            name: "ViewModelsTests",
            dependencies: ["Leads", "TestSupport", "ViewModels"],
            swiftSettings: strict
        ),

        // MARK: Webhooks
        .target(
            name: "Webhooks",
            dependencies: ["Digest", "Leads", "LoftyAPI", "PrivateFiles"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebhooksTests",
            dependencies: ["Leads", "LoftyAPI", "PrivateFiles", "Webhooks"],
            swiftSettings: strict
        ),
    ]
)

// Benchmarks are built only on request, so that nobody pays for them in a test run.
if Context.environment["FOYER_BENCHMARKS"] != nil {
    package.targets += [
        .target(name: "CPty", path: "Tests/Benchmarks/CPty", linkerSettings: [.linkedLibrary("util")]),
        .target(
            name: "BenchmarkSupport",
            dependencies: ["LoftyAPI", "LoftyHTTP"],
            path: "Tests/Benchmarks/Support",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ClientBenchmark",
            dependencies: ["BenchmarkSupport", "Leads", "LoftyAPI", "LoftyHTTP"],
            path: "Tests/Benchmarks/Client",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "FilesBenchmark",
            dependencies: ["BenchmarkSupport", "Leads", "Store", "Sync"],
            path: "Tests/Benchmarks/Files",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "IndexBenchmark",
            dependencies: ["BenchmarkSupport", "LeadIndex", "Leads", "TestSupport"],
            path: "Tests/Benchmarks/Index",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "SandboxBenchmark",
            dependencies: ["BenchmarkSupport", "LoftyAPI", "LoftyHTTP"],
            path: "Tests/Benchmarks/Sandbox",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "TimelineBenchmark",
            dependencies: ["BenchmarkSupport", "Leads", "Panes", "Store", "Sync", "Terminal", "ViewModels"],
            path: "Tests/Benchmarks/Timeline",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ScreenBenchmark",
            dependencies: ["BenchmarkSupport", "CPty", "Leads", "Store", "Sync"],
            path: "Tests/Benchmarks/Screen",
            swiftSettings: strict
        ),
    ]
}
