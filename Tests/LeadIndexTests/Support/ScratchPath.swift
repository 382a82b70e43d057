import Foundation

/// A name for a file that a test writes.
struct ScratchPath {
    let text: String

    init(_ name: String) { text = NSTemporaryDirectory() + "foyer-index-\(getpid())-\(name)" }

    func remove() { try? FileManager.default.removeItem(atPath: text) }  // It may never have been written.
}
