import Glibc

/// The budget record in a file that all processes of the Unix user share.
///
/// The file is locked for the few microseconds of a change, never while anything waits. When it cannot be used the
/// budget is kept in memory, the reason is told once, and the file is tried again at the next change: a budget that is
/// too cautious or too bold for a moment is better than a program that stands still.
final class SharedLedger: BudgetLedger {
    let isShared = true

    private let file: BudgetFile
    private let tell: @Sendable (String) -> Void
    private var hasTold = false
    /// The record as it was last seen or, when it could not be written, as it should stand in the file.
    private var copy: BudgetRecord
    private var isWritten = true

    init(_ file: BudgetFile, now: Duration, tell: @escaping @Sendable (String) -> Void) {
        self.file = file
        self.tell = tell
        copy = BudgetRecord(now: now)
    }

    func update<R>(at now: Duration, _ change: (inout BudgetRecord) -> R) -> R {
        do throws(BudgetFile.Failure) {
            return try file.locked { descriptor throws(BudgetFile.Failure) in
                let before = file.read(descriptor, at: now)
                // What could not be written counts, or a full disk would make every call the first one.
                var record = isWritten ? before ?? BudgetRecord(now: now) : copy
                let result = change(&record)
                copy = record
                if record != before { write(to: descriptor) }
                return result
            }
        } catch {
            sayOnce(error)
            return change(&copy)
        }
    }

    /// Fails without an error: the change has been made, and must not be made again.
    private func write(to descriptor: Int32) {
        do throws(BudgetFile.Failure) {
            try file.write(copy, to: descriptor)
            isWritten = true
        } catch {
            isWritten = false
            sayOnce(error)
        }
    }

    private func sayOnce(_ failure: BudgetFile.Failure) {
        guard !hasTold else { return }
        hasTold = true
        tell(failure.reason)
    }
}
