import Terminal
import ViewModels

extension Program {
    /// Pasted text goes into an open field; anywhere else it is never taken for keys.
    func handlePaste(_ text: String) {
        let clean = Self.clean(text, tab: "\t")
        switch state.overlay {
        case .form: dispatch(.overlay(.form(.paste(clean))))
        case .filter: dispatch(.overlay(.filter(.edit(.insert(Self.oneLine(clean))))))
        case .picker(let picker) where picker.filter != nil:
            dispatch(.overlay(.picker(.edit(.insert(Self.oneLine(clean))))))
        // Keys choose until a date is being typed; a text from elsewhere begins that.
        case .dates:
            dispatch(.overlay(.dates(.edit(.insert(Self.oneLine(clean))))))
        case .palette: dispatch(.overlay(.palette(.edit(.insert(Self.oneLine(clean))))))
        case .help(let sheet) where sheet.search != nil:
            dispatch(.overlay(.help(.edit(.insert(Self.oneLine(clean))))))
        case .bulk(let sheet) where sheet.count != nil:
            dispatch(.overlay(.bulk(.edit(.insert(Self.oneLine(clean))))))
        case .picker, .question, .help, .outbox, .agenda, .report, .summary, .bulk, nil:
            dispatch(.program(.show(.pasteIgnored(characters: text.count))))
        }
    }

    /// A text from elsewhere: line breaks stay, what no note may hold goes, and tabs become `tab`.
    static func clean(_ text: String, tab: String) -> String {
        text.split(separator: "\t", omittingEmptySubsequences: false).map {
            CleanText.clean(String($0), lineEnds: .becomeNewlines)
        }.joined(separator: tab)
    }

    private static func oneLine(_ text: String) -> String {
        text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
    }
}
