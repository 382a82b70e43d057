import Foundation

/// What the kernel says about the memory of a process.
package enum Memory {
    /// A field of `/proc/PID/status` in mebibytes, such as `VmRSS` (proc(5)); 0 where there is no such file.
    package static func mebibytes(_ field: String, of process: String = "self") -> Int {
        // Everywhere but on Linux there is no such file, and nothing to say.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) / 1_024
    }
}
