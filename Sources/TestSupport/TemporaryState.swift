import FoundationEssentials
import Glibc
package import Store
import Sync

/// A state directory of one test; it is removed with the value's last reference.
package final class TemporaryState: Sendable {
    package let directory: StateDirectory

    package init() throws {
        var template = Array("/tmp/foyer-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw StoreError.failed(path: "/tmp", detail: "mkdtemp") }
        directory = StateDirectory(path: String(cString: made))
    }

    deinit {
        // What cannot be removed is left to the machine's own cleaning of /tmp.
        try? FileManager.default.removeItem(atPath: directory.path)
    }

    package func file(_ name: String) -> String { directory.path + "/" + name }
}
