import Foundation
import Testing

extension EndToEnd {
    @Suite("The client in a program of somebody else's", .timeLimit(.minutes(10)))
    struct StrangerTests {
        /// The Swift of the README's section, as a program: what it calls besides is made up here.
        private func program() throws -> String {
            let readme = try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
            let blocks = Readme.blocks(of: "swift", in: readme).filter { !$0.hasPrefix(".product") }
            #expect(!blocks.isEmpty)
            return """
                import Foundation
                import Leads
                import LoftyAPI
                import LoftyHTTP

                func show(_ leads: [Lead]) { for lead in leads { print(lead.id, lead.displayName) } }
                func warn(_ words: String) { print(words) }

                func readme() async throws {
                \(blocks.joined(separator: "\n"))
                }

                try await readme()

                """
        }

        /// Only what is public can be seen from another package, so this finds whatever the section needs and is not.
        @Test("the README’s section is understood outside of this package")
        func typechecks() throws {
            let folder = try TemporaryDirectory()
            let file = try folder.write(try program(), to: "main.swift")
            let build = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().path
            var words = ["swiftc", "-typecheck", "-swift-version", "6", "-I", "\(build)/Modules"]
            for module in ["CCurl", "CCrypto"] {
                words += ["-Xcc", "-fmodule-map-file=\(build)/\(module).build/module.modulemap"]
            }
            let result = try Binary.system("env", words + [file])
            #expect(result.status == 0, "\(result.errors)")
        }

        /// Builds the client and what it needs from nothing, which takes minutes: `FOYER_STRANGER=1`.
        @Test(
            "a package that depends on this one builds with the README’s section, and reads a book",
            .enabled(if: ProcessInfo.processInfo.environment["FOYER_STRANGER"] == "1")
        )
        func builds() throws {
            let folder = try TemporaryDirectory()
            let sandbox = try SandboxProcess(leads: 3)
            let key = try folder.write(sandbox.apiKey, to: "lofty-key")
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/Sources/stranger",
                withIntermediateDirectories: true
            )
            let root = Repository.path("").hasSuffix("/") ? String(Repository.path("").dropLast()) : Repository.path("")
            let manifest = """
                // swift-tools-version: 6.2
                import PackageDescription

                let package = Package(
                    name: "stranger",
                    dependencies: [.package(name: "foyer", path: "\(root)")],
                    targets: [
                        .executableTarget(name: "stranger", dependencies: [.product(name: "LoftyAPI", package: "foyer")])
                    ]
                )

                """
            _ = try folder.write(manifest, to: "Package.swift")
            let text = try program()
                .replacing("CredentialFile(\"/home/alice/.config/lofty-key\")", with: "CredentialFile(\"\(key)\")")
                .replacing("LoftyConfiguration(", with: "LoftyConfiguration(baseURL: \"\(sandbox.url)\", ")
                .replacing("stage: \"New Leads\"", with: "")
            _ = try folder.write(text, to: "Sources/stranger/main.swift")
            let result = try Binary.system("env", ["swift", "run", "--package-path", folder.path, "stranger"])
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.split(separator: "\n").count == 3, "\(result.output)")
        }

        @Test("the changelog begins with the version that the program has")
        func changelog() throws {
            let path = Repository.path("Sources/LoftyAPI/Documentation.docc/Changelog.md")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let newest = text.split(separator: "\n").first { $0.hasPrefix("### ") }?.dropFirst(4)
            let version = try Binary.run(["--version"]).output.split(separator: " ").first
            #expect(newest == version && version?.split(separator: ".").count == 3)
        }
    }
}
