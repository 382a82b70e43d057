import Glibc
package import PrivateFiles

/// Hints on their way from a receiver to whoever keeps the mirror fresh: a ring in a private file.
///
/// Any number of processes may put and take; a hint is taken once, since all takers keep one mirror. The file never
/// grows: when nobody takes for long, the oldest hints are overwritten, and the next taker learns that some are lost.
/// A process that is killed at any moment leaves the ring as it was before or after. Hints are worth no `fsync`: what a
/// power cut takes, the rolling pass finds.
package struct HintSpool: Hashable, Sendable {
    package let path: String
    /// Hints that fit.
    package static let capacity = 4_096

    package init(path: String) { self.path = path }

    /// What was put since the last taking.
    package struct Batch: Hashable, Sendable {
        /// Each once, the oldest first.
        package var hints: [LeadHint] = []
        /// Some hints were overwritten before anybody took them.
        package var hasLost = false

        package init(hints: [LeadHint] = [], hasLost: Bool = false) {
            self.hints = hints
            self.hasLost = hasLost
        }

        package var isEmpty: Bool { hints.isEmpty && !hasLost }
    }

    /// Puts hints in, and leaves out those that say nothing new; answers how many are new.
    ///
    /// A change that was told already, whenever that was taken, says nothing new; nor does a hint without a moment while
    /// one about the same lead waits.
    @discardableResult
    package func put(_ hints: [DatedHint]) throws(PrivateFileError) -> Int {
        try locked { (file: borrowing OwnedDescriptor) throws(PrivateFileError) in
            var ring = try HintRing.read(file, path)
            let before = ring.next
            for hint in hints where !ring.knows(hint) { ring.append(hint) }
            guard ring.next > before else { return 0 }
            try ring.write(from: before, to: file, path)
            return Int(ring.next - before)
        }
    }

    /// Takes everything that waits.
    package func take() throws(PrivateFileError) -> Batch {
        try locked { (file: borrowing OwnedDescriptor) throws(PrivateFileError) in
            var ring = try HintRing.read(file, path)
            guard ring.taken < ring.next else { return Batch() }
            let batch = ring.takeAll()
            // Nothing is written when nothing was taken, or those who watch the file would wake each other for ever.
            try ring.writeHead(to: file, path)
            return batch
        }
    }

    /// Runs a short step alone; the kernel ends the lock of a process that dies.
    private func locked<Value>(
        _ step: (borrowing OwnedDescriptor) throws(PrivateFileError) -> Value
    ) throws(PrivateFileError) -> Value {
        let file = try PrivateFile.open(path)
        while flock(file.number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .refused(path: path, step: .lock, code: errno) }
        }
        return try step(file)
    }
}
