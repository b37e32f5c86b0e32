// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "sotay",
    platforms: [.macOS(.v13)],
    products: [.executable(name: "sotay", targets: ["sotay"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "sotay",
            dependencies: [
                "Workspace", "Store", "Reports", "Indicators", "Ledger", "Forms", "XLSForm", "Archive", "Base",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // `make bench`; no product.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Workspace", "Store", "Reports", "Indicators", "Ledger", "XLSForm", "Forms", "Base",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(
            name: "Workspace",
            dependencies: [
                "Store", "Reports", "Indicators", "Ledger", "Forms", "XLSForm", "Archive", "Age", "Base",
            ],
            plugins: ["EmbedShipped"]),
        .target(
            name: "Store",
            dependencies: [
                "Ledger", "Indicators", "Forms", "Base", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Reports", dependencies: ["Indicators", "Archive", "CXLSXWriter", "Base"]),
        .target(name: "XLSForm", dependencies: ["Forms", "Archive", "Base"]),
        .target(name: "Archive", dependencies: ["CMinizip", "CXML2", "Base"]),
        .target(
            name: "Indicators",
            dependencies: ["Forms", "Base", .product(name: "Yams", package: "Yams")]),
        .target(name: "Ledger", dependencies: ["Age", "Base", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Forms", dependencies: ["CPCRE2", "Base", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Age",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .target(name: "Base"),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .plugin(name: "EmbedShipped", capability: .buildTool()),

        .testTarget(name: "BaseTests", dependencies: ["Base"]),
        .testTarget(name: "AgeTests", dependencies: ["Age"]),
        .testTarget(name: "FormsTests", dependencies: ["Forms", "XLSForm", "Base"]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Base"]),
        .testTarget(
            name: "XLSFormTests", dependencies: ["XLSForm", "Forms", "Archive", "Base"], exclude: ["Fixtures"]),
        .testTarget(name: "IndicatorsTests", dependencies: ["Indicators", "Forms", "Base"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Age", "Base"]),
        .testTarget(name: "StoreTests", dependencies: ["Store", "Ledger", "Indicators", "Base"]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "Indicators", "Archive", "Base"]),
        .testTarget(
            name: "WorkspaceTests",
            dependencies: [
                "Workspace", "Store", "Ledger", "Age", "Indicators", "Reports", "Forms", "Archive", "Base",
            ]),
        .testTarget(
            name: "SimulatorTests",
            dependencies: [
                "Workspace", "Store", "Ledger", "Age", "Indicators", "Forms", "Base",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "SotayTests",
            dependencies: [
                "sotay", "Workspace", "Store", "Ledger", "Forms", "XLSForm", "Base",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

let upcoming = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
]
for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    target.swiftSettings = (target.swiftSettings ?? []) + upcoming.map { .enableUpcomingFeature($0) }
}
