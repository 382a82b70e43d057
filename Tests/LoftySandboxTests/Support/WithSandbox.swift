import Foundation

@testable import LoftySandbox

/// Runs a sandbox in memory for the length of the body.
func withSandbox<Result: Sendable>(
    _ configuration: SandboxConfiguration = SandboxConfiguration(leads: 12),
    environment: SandboxEnvironment = .live,
    _ body: (Sandbox, Client) async throws -> Result
) async throws -> Result {
    let sandbox = try await Sandbox.start(configuration, environment: environment)
    do {
        let result = try await body(sandbox, Client(sandbox))
        await sandbox.stop()
        return result
    } catch {
        await sandbox.stop()
        throw error
    }
}

/// A directory of its own, gone after the body.
func withTemporaryDirectory<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "foyer-sandbox-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer {
        // What is left in the temporary directory does no harm.
        try? FileManager.default.removeItem(at: directory)
    }
    return try await body(directory)
}
