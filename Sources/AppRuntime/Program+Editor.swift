import Terminal
import ViewModels

extension Program {
    /// Gives a text and the terminal to the person's editor, and takes both back when it ends.
    ///
    /// The loop waits: what happens elsewhere meanwhile is in the mailbox. Whatever goes wrong, the form has its text.
    func edit(_ text: String) {
        guard let editor, let files else {
            return tell("No editor may be started here. \(state.keys[.formNewLine]) begins a new line.")
        }
        do throws(BackendError) {
            let path = try files.lend(text)
            switch try run(editor, on: path) {
            case .exited(0): dispatch(.overlay(.form(.edited(Self.clean(try files.takeBack(path), tab: "    ")))))
            case .exited(let code):
                tell("\(editor[0]) ended with code \(code); the note is as it was. Its text: \(path)")
            case .killed(let signal): tell("\(editor[0]) was ended by signal \(signal). What it saved: \(path)")
            }
        } catch {
            tell(error.sentence)
        }
    }

    private func run(_ editor: [String], on path: String) throws(BackendError) -> ProgramEnd {
        defer { terminal.redraw() }
        keepTexts()
        do throws(TerminalError) {
            return try terminal.runInFront(editor + [path])
        } catch {
            throw BackendError("“\(editor[0])” cannot be started. Set EDITOR to an editor that is there.")
        }
    }

    private func tell(_ sentence: String) {
        dispatch(.program(.show(.noted(sentence))))
        terminal.bell()
    }
}
