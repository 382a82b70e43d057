import BenchmarkSupport
import Foundation

/// One run of a program, its output thrown away.
struct MeasuredRun {
    let status: Int32
    /// Wall clock.
    let seconds: Double
    /// Of the processor, in the program and in the kernel for it.
    let processorSeconds: Double
    /// `ru_maxrss` of wait4(2), in kibibytes on Linux.
    let peakMebibytes: Int

    init(_ path: String, _ words: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let argv = ([path] + words).map { strdup($0) } + [nil]
        defer { for text in argv { free(text) } }
        var child: pid_t = 0
        let start = ContinuousClock.now
        let code = posix_spawn(&child, path, &actions, nil, argv, environ)
        guard code == 0 else { throw Failure("cannot start \(path): \(String(cString: strerror(code)))") }
        var raw: Int32 = 0
        var usage = rusage()
        while wait4(child, &raw, 0, &usage) < 0, errno == EINTR {}
        seconds = (ContinuousClock.now - start) / .seconds(1)
        processorSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -1
        peakMebibytes = Int(usage.ru_maxrss) / 1_024
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
}
