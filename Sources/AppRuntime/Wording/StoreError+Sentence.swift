import Leads
package import Sync

extension StoreError {
    /// One sentence for a person: what failed, why, what to do next.
    ///
    /// Nothing was changed by what failed.
    package var sentence: String {
        switch self {
        case .diskFull(let path): "The disk with \(path) is full; nothing was saved. Free some space and try again."
        case .unwritable(let path, let reason):
            "\(path) cannot be written (\(reason)). Make it writable and go on: what waits there stays as it is. With FOYER_HOME "
                + "set to another directory Foyer begins anew, without it."
        case .notADirectory(let path): "\(path) is no directory. Move it away, or set FOYER_HOME to another directory."
        case .foreignOwner(let path):
            "\(path) belongs to another user. Set FOYER_HOME to a directory of your own."
        case .looseMode(let path, _, let remedy): "Others can read \(path). Run: \(remedy)"
        case .notADatabase(let path):
            "\(path) is no store of Foyer's, or too damaged to be known as one, and then changes that were not sent may be in "
                + "it. Keep a copy of it, and of \(path)-wal if there is one, before you move it away; Foyer then makes a new "
                + "one from the server."
        case .foreignDatabase(let path):
            "\(path) is no mirror of Foyer's. Move it away; Foyer makes a new one from the server."
        case .newerSchema(let path): "\(path) was written by a newer Foyer. Update this one."
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)). Start Foyer again: it saves the unsent changes first, sets the damaged file "
                + "aside and reads the leads from the server."
        case .unreadableRecord(let path, let record, let detail):
            "The \(record) in \(path) cannot be read (\(detail)). It stays there untouched; everything else goes on."
        case .rebuilt(let path, let setAside, let saved, let entries):
            "\(path) was damaged. It was set aside as \(setAside) and made anew: \(entries) unsent changes were put back, and "
                + "all that could be read of the journal is in \(saved). The leads are read from the server."
        case .damagedInUse(let path):
            "\(path) is damaged and another Foyer has it open. Quit that one and start Foyer again: it saves the unsent "
                + "changes first."
        case .unreadableAccount(let path):
            "Whose leads are in \(path) cannot be read, so nothing is sent or read: it might go out under the wrong name. Save "
                + "what is not sent with “foyer outbox export”, then move \(path) away; Foyer makes a new one from the server."
        case .noLocks(let path):
            "The file system of \(path) gives no locks, so two Foyers could send one change twice. Set FOYER_HOME to a "
                + "directory on a disk of this machine."
        case .networkDisk(let path, let kind):
            "\(path) is on \(kind), where the store may be damaged when two machines use it. Set FOYER_HOME to a directory on "
                + "a disk of this machine."
        case .busy(let path): "Another program keeps \(path) locked. End it and try again."
        case .inUse(let path, let holder):
            "Another Foyer\(holder.map { " (process \($0))" } ?? "") has \(path) open. Use that one, or set FOYER_HOME to "
                + "another directory."
        case .otherAccount(let recorded, let found): AccountIdentity.mismatch(recorded: recorded, found: found)
        case .superseded: "The change was taken further by another Foyer meanwhile. Look again."
        case .failed(let path, let detail): "\(path) failed (\(detail)). Try again."
        }
    }
}

extension StoreError {
    /// One sentence for a failure in the background, where nothing was asked to be saved and the journal stays as it was.
    package var backgroundSentence: String {
        switch self {
        case .diskFull(let path):
            "The disk with \(path) is full. What is in the outbox is kept and still goes out; free some space."
        case .unwritable, .notADirectory, .foreignOwner, .looseMode, .notADatabase, .foreignDatabase, .newerSchema,
            .corrupt, .unreadableRecord, .rebuilt, .damagedInUse, .busy, .inUse, .otherAccount, .superseded, .failed,
            .unreadableAccount, .noLocks, .networkDisk:
            sentence
        }
    }
}

extension AccountIdentity {
    static func mismatch(recorded: AccountIdentity, found: AccountIdentity) -> String {
        "The mirror here is of \(recorded.words), the key of \(found.words). Use the right key, or set FOYER_HOME to "
            + "another directory."
    }

    private var words: String {
        let team = teamID.map { " of team \($0)" } ?? ""
        return "user \(userID.rawValue)\(team)\(host.map { " at \($0)" } ?? "")"
    }
}
