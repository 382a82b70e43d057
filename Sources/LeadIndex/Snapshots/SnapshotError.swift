/// Why a snapshot was not read or not written.
///
/// None is a loss: the index is built from the store instead.
package enum SnapshotError: Error, Hashable, Sendable {
    /// There is no such file.
    case missing
    /// Another program, or another version of this one, wrote it, or it folds text otherwise.
    case otherVersion
    case otherAccount
    /// It ends too early, its checksum is wrong, or it says what cannot be.
    case damaged
    /// The system refused; the number is `errno`.
    case system(Int32)
}
