package import ViewModels

/// What the workbench writes for the person beside the journal: texts that were never sent, and what they ask for.
///
/// Methods block on the disk.
package protocol WorkbenchFiles: Sendable {
    /// Replaces the kept texts; they survive a kill when it returns.
    func keep(_ drafts: [Draft]) throws(BackendError)

    /// Replaces how the workbench was arranged.
    func keep(_ view: RememberedView) throws(BackendError)

    /// Replaces the rest of a paused run, `nil` by nothing; it survives a kill when it returns.
    func keepRun(_ run: HeldRun?) throws(BackendError)

    /// Writes a macro into the person's file of them, its steps as lines of the palette.
    func keepMacro(_ name: String, steps: [String]) throws(BackendError)

    /// Writes a text into a new file that only the person can read.
    ///
    /// - Returns: the path.
    func export(_ text: String) throws(BackendError) -> String

    /// Writes a text for an editor into a file that only the person can read.
    ///
    /// - Returns: the path.
    func lend(_ text: String) throws(BackendError) -> String

    /// Takes the text back from the file of ``lend(_:)``, and the file away.
    ///
    /// - Throws: when it is gone, too large or no text; it is then left where it is.
    func takeBack(_ path: String) throws(BackendError) -> String
}
