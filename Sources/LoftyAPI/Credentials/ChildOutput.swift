import Glibc
import PrivateFiles

/// Runs a program once and takes the first line of what it prints.
///
/// Foundation's `Process` is not used: it waits for descriptors that grandchildren inherit.
struct ChildOutput: Sendable {
    /// The program without its folder and its arguments, which may hold secrets.
    let name: String
    private let arguments: [String]
    private let deadline: Duration
    private let time: TimeSource

    private static let limit = 65_536

    init(_ arguments: [String], deadline: Duration, time: TimeSource) {
        self.arguments = arguments
        self.deadline = deadline
        self.time = time
        name = arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// - Throws: ``CredentialError/Kind/unusable`` when it cannot be started, fails, prints too much or takes too long.
    func firstLine() async throws(CredentialError) -> String {
        guard !name.isEmpty else { throw CredentialError(.unusable, "The key command is empty") }
        let child = try start()
        do throws(CredentialError) {
            let bytes = try await output(of: child)
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
            return String(decoding: line, as: UTF8.self)
        } catch {
            child.end()
            throw error
        }
    }

    private func output(of child: ChildProcess) async throws(CredentialError) -> [UInt8] {
        let end = time.uptime() + deadline
        var bytes: [UInt8] = []
        while true {
            // Asked before the pipe is emptied: what a child that has ended had to say is then all there.
            let ended = child.exitStatus()
            while let more = try more(of: child), !more.isEmpty {
                bytes += more
                guard bytes.count <= Self.limit else {
                    throw CredentialError(.unusable, "The key command \(name) printed more than a key")
                }
            }
            if let ended {
                try check(ended)
                return bytes
            }
            guard time.uptime() < end else {
                throw CredentialError(.unusable, "The key command \(name) did not end in time")
            }
            try await pause()
        }
    }

    private func more(of child: ChildProcess) throws(CredentialError) -> [UInt8]? {
        try CredentialError.reporting { () throws(PrivateFileError) in
            try child.output.read("The output of the key command \(name)")
        }
    }

    private func check(_ status: ChildProcess.Status) throws(CredentialError) {
        switch status {
        case .exited(0): return
        case .exited(let code): throw CredentialError(.unusable, "The key command \(name) ended with code \(code)")
        case .killed(let signal):
            throw CredentialError(.unusable, "The key command \(name) was ended by signal \(signal)")
        }
    }

    private func pause() async throws(CredentialError) {
        do {
            try await time.sleep(.milliseconds(10))
        } catch {
            throw CredentialError(.cancelled, "The key command \(name) was cancelled")
        }
    }

    // MARK: Starting

    private func start() throws(CredentialError) -> ChildProcess {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("The key command \(name) cannot be started") }
        let output = OwnedDescriptor(ends[0])
        let input = OwnedDescriptor(ends[1])
        // Another program that is started at this very moment may inherit them, which does no harm: nobody here waits
        // for the pipe's end.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(output.number, F_SETFL, O_NONBLOCK)
        do throws(ChildProcess.StartFailure) {
            return ChildProcess(try ChildProcess.start(arguments, output: input.number), output: output)
        } catch {
            throw .system("The key command \(name) cannot be started", errno: error.code)
        }
    }
}
