import Glibc

/// The budget record in a file that all processes of the Unix user share.
///
/// The file is locked for the few microseconds of a change, never while anything waits. When it cannot be used the
/// budget is kept in memory, the reason is told once, and the file is tried again at the next change: a budget that is
/// too cautious or too bold for a moment is better than a workbench that stands still.
final class SharedLedger: BudgetLedger {
    let isShared = true

    private let file: BudgetFile
    private let tell: @Sendable (String) -> Void
    private var hasTold = false
    /// The record as it was last seen.
    private var copy: BudgetRecord

    init(_ file: BudgetFile, now: Duration, tell: @escaping @Sendable (String) -> Void) {
        self.file = file
        self.tell = tell
        copy = BudgetRecord(now: now)
    }

    func update<R>(at now: Duration, _ change: (inout BudgetRecord) -> R) -> R {
        do throws(BudgetFile.Failure) {
            return try file.locked { descriptor throws(BudgetFile.Failure) in
                let before = file.read(descriptor, at: now)
                var record = before ?? BudgetRecord(now: now)
                let result = change(&record)
                if record != before { try file.write(record, to: descriptor) }
                copy = record
                return result
            }
        } catch {
            if !hasTold { tell(error.reason) }
            hasTold = true
            return change(&copy)
        }
    }
}
