/// What stands around the workbench on the person's machine: a multiplexer's buffer, a browser.
///
/// Methods may wait for other programs.
package protocol WorkbenchSurroundings: Sendable {
    /// Puts a text where the person pastes from, beside what the terminal itself is told.
    func take(_ text: String)

    /// Opens an address.
    func open(_ address: String) throws(BackendError)
}
