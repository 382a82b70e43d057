package import Leads

/// One or more lines to fill in.
package struct Form: Hashable, Sendable {
    package var purpose: Purpose
    package var fields: [Field]
    package var focus: Int
    /// Why the form was not accepted; what was typed stays.
    package var problem: FormProblem?

    package enum Purpose: Hashable, Sendable {
        case note(on: Lead.ID)
        case call(on: Lead.ID, CallOutcome)
        case create
        case trash(Lead.ID)
        case commandLine
    }

    package struct Field: Hashable, Sendable {
        package var label: String
        package var text: TextField

        package init(_ label: String, _ text: String = "") {
            self.label = label
            self.text = TextField(text)
        }
    }

    package init(_ purpose: Purpose, fields: [Field]) {
        self.purpose = purpose
        self.fields = fields
        focus = 0
    }

    /// The trimmed text of the field with that label; empty when there is none.
    package func text(of label: String) -> String {
        fields.first { $0.label == label }?.text.text.trimmed ?? ""
    }

    package mutating func edit(_ edit: TextField.Edit) {
        problem = nil
        fields[focus].text.apply(edit)
    }

    package mutating func moveFocus(by step: Int) {
        focus = (focus + step + fields.count) % fields.count
    }

    package var isEmpty: Bool { fields.allSatisfy { $0.text.text.trimmed.isEmpty } }
}

/// What is wrong with a form, for the sentence that Panes writes.
package enum FormProblem: Hashable, Sendable {
    case missing(field: String)
    /// Lengths in characters.
    case tooLong(field: String, length: Int, limit: Int)
    case noAddress(String)
    case noPhone(String)
    case unknown(field: String, value: String, known: [String])
    case command(String)
}

extension String {
    /// The text without blanks at both ends.
    package var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
