import Foundation

/// The `foyer` that was built with these tests.
enum Binary {
    static let path: String = {
        let tests = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent("foyer").path
    }()

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a command to its end, its output going through files.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        executable: String = path
    ) throws -> Result {
        let directory = try TemporaryDirectory()
        let streams = ChildProcess.Streams(
            input: try directory.write(input, to: "in"),
            output: try directory.write("", to: "out"),
            errors: try directory.write("", to: "err")
        )
        let child = try ChildProcess(executable, arguments, environment: environment, streams: streams)
        let status = child.wait()
        return Result(
            status: status,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: streams.output)), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: streams.errors)), as: UTF8.self)
        )
    }

    /// Runs a program of the system by its name.
    static func system(_ name: String, _ arguments: [String]) throws -> Result {
        try run([name] + arguments, executable: "/usr/bin/env")
    }
}

/// A directory that goes away with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "foyer-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    // A directory that cannot be removed is the system's to clean; the test has its result.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}
