/// Why the mirror or the journal could not be read or written.
///
/// Every case carries what one clear sentence needs. Nothing was changed by an operation that threw.
package enum StoreError: Error, Hashable, Sendable {
    /// The disk or the size limit of the file is used up.
    case diskFull(path: String)
    /// The file system, the directory or the file refuses writing; `reason` is the system's own word.
    case unwritable(path: String, reason: String)
    /// There is something at the path, but no directory.
    case notADirectory(path: String)
    /// Another Unix user owns it.
    case foreignOwner(path: String)
    /// Others may read or write it; `remedy` is the command that mends it.
    case looseMode(path: String, mode: UInt32, remedy: String)
    /// The file is no database.
    case notADatabase(path: String)
    /// The file is a database, but not one of Foyer's.
    case foreignDatabase(path: String)
    /// A newer Foyer wrote it.
    case newerSchema(path: String)
    /// The content contradicts itself.
    case corrupt(path: String, detail: String)
    /// One record cannot be read: it stays where it is, and everything else goes on.
    case unreadableRecord(path: String, record: String, detail: String)
    /// The file was damaged: it was set aside and made anew with the journal that could be saved.
    ///
    /// `saved` is a text file with every entry that could be read, `entries` how many of them are unsent.
    case rebuilt(path: String, setAside: String, saved: String, entries: Int)
    /// The file is damaged, and other processes have it open, so it cannot be made anew now.
    case damagedInUse(path: String)
    /// The note of whose leads these are cannot be read; nothing is sent or read before a person has mended that.
    case unreadableAccount(path: String)
    /// The file system knows no locks, so two Foyers would send the same change twice.
    case noLocks(path: String)
    /// The directory lies on a file system of other machines, named as `kind`, where locks and SQLite may fail.
    case networkDisk(path: String, kind: String)
    /// Another process kept it locked for longer than the patience of this one.
    case busy(path: String)
    /// Another process holds the lease; its id when it could be read.
    case inUse(path: String, holder: Int32?)
    /// The directory belongs to another account.
    case otherAccount(recorded: AccountIdentity, found: AccountIdentity)
    /// Somebody else changed the entry since it was read; the whole transaction was dropped.
    case superseded(entry: Int64)
    /// Any other failure, in the words of the library underneath.
    case failed(path: String, detail: String)
}
