import FoundationEssentials
import Synchronization

/// The system's time zones by name, each read once.
package final class ZoneDatabase: Sendable {
    /// Below `TZDIR` where that is set, else where every Linux keeps them.
    package static let system = ZoneDatabase(
        directories: [ProcessInfo.processInfo.environment["TZDIR"], "/usr/share/zoneinfo", "/usr/lib/zoneinfo"]
            .compactMap(\.self)
    )

    private let directories: [String]
    private let known = Mutex<[String: ZoneRules?]>([:])

    package init(directories: [String]) { self.directories = directories }

    /// The rules of a zone such as `America/Chicago`; `nil` when the system does not have it.
    package func rules(_ name: String) -> ZoneRules? {
        if let rules = known.withLock({ $0[name] }) { return rules }
        let rules = Self.isName(name) ? read(name) : nil
        known.withLock { $0[name] = .some(rules) }
        return rules
    }

    /// The zone of the person at this terminal: `TZ` where it is set, else the machine's.
    ///
    /// Greenwich when neither can be read.
    package static var local: ZoneRules {
        let setting = ProcessInfo.processInfo.environment["TZ"]
        let rules = setting.map { system.rules(setting: $0) } ?? ZoneRules(path: "/etc/localtime")
        return rules ?? .fixed(secondsFromGMT: 0)
    }

    /// The zone that a value of `TZ` means: a name, a file, or a rule such as `CST6CDT,M3.2.0,M11.1.0`.
    package func rules(setting: String) -> ZoneRules? {
        let value = setting.hasPrefix(":") ? String(setting.dropFirst()) : setting
        if value.hasPrefix("/") { return ZoneRules(path: value) }
        return rules(value) ?? PosixZoneRule(value).map { ZoneRules(firstOffset: $0.standard, rule: $0) }
    }

    private func read(_ name: String) -> ZoneRules? {
        for directory in directories {
            if let rules = ZoneRules(path: directory + "/" + name) { return rules }
        }
        return nil
    }

    /// Names come from the server too and must not lead out of the directory.
    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...3).contains(parts.count)
            && parts.allSatisfy { part in
                part.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } ?? false
                    && part.utf8.allSatisfy {
                        (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0)
                            || [0x2B, 0x2D, 0x5F].contains($0)
                    }
            }
    }
}

extension ZoneRules {
    /// The zone of the person at this terminal, as it was when it was first asked for.
    package static let home = ZoneDatabase.local

    /// A file that cannot be read is as good as none.
    fileprivate init?(path: String) {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        self.init(file: Array(data))
    }
}
