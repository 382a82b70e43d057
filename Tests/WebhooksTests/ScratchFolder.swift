import Foundation

/// A folder for one test, for its owner alone; goes away with it.
final class ScratchFolder: Sendable {
    let path = NSTemporaryDirectory() + "foyer-hooks-\(UUID().uuidString.prefix(8))"

    init() { mkdir(path, 0o700) }

    // A folder that cannot be removed is the system's to clean; the test has its result.
    deinit { try? FileManager.default.removeItem(atPath: path) }
}
