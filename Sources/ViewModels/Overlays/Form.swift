package import Leads

/// One or more fields to fill in.
package struct Form: Hashable, Sendable, Codable {
    package var purpose: Purpose
    /// The lead's name for the title, as its row may go while the form is open.
    package var leadName: String?
    package var fields: [Field]
    package var focus: Int
    /// Why the form was not accepted; what was typed stays.
    package var problem: FormProblem?
    /// The draft that it goes on with, which may have been meant for a lead that is gone.
    package internal(set) var draft: Draft.ID?
    /// Who would get the new lead; `nil` while nobody has asked.
    package internal(set) var routing: RoutingPreview?

    package enum Purpose: Hashable, Sendable, Codable {
        case note(on: Lead.ID)
        /// The words of a disposition.
        case call(on: Lead.ID, Disposition)
        case create
        case trash(Lead.ID)
        /// The reason for going over the guard.
        case override(on: Lead.ID, GuardedAct, ForbiddenContact)
        /// The fields of a lead.
        case edit(Lead.ID)
        /// A new transaction.
        case deal(on: Lead.ID)

        var lead: Lead.ID? {
            switch self {
            case .note(let lead), .call(let lead, _), .trash(let lead), .edit(let lead), .override(let lead, _, _),
                .deal(let lead):
                lead
            case .create: nil
            }
        }

        func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Purpose {
            switch self {
            case .note(provisional): .note(on: real)
            case .call(provisional, let disposition): .call(on: real, disposition)
            case .trash(provisional): .trash(real)
            case .edit(provisional): .edit(real)
            case .override(provisional, let act, let bar): .override(on: real, act, bar)
            case .deal(provisional): .deal(on: real)
            case .note, .call, .trash, .edit, .override, .deal, .create: self
            }
        }
    }

    package struct Field: Hashable, Sendable, Codable {
        package var label: String
        package var text: TextField
        /// The longest text that Lofty keeps, as ``LeadLimits/length(of:)`` counts; `nil` for none.
        package var limit: Int?
        /// True for a text that may have line breaks.
        package var isMultiline: Bool
        /// What stood in the field when the form was opened; `nil` where it was empty for whatever may come.
        package var original: String?

        package init(_ label: String, _ text: String = "", limit: Int? = nil, isMultiline: Bool = false) {
            self.label = label
            self.text = TextField(text)
            self.limit = limit
            self.isMultiline = isMultiline
        }

        /// True when it holds something else than when the form was opened.
        var isTyped: Bool { original.map { $0 != text.text } ?? !text.isBlank }
    }

    /// What is kept of a form that was never sent; what is wrong with it is found anew.
    private enum CodingKeys: String, CodingKey {
        case purpose, leadName, fields, focus
    }

    package init(_ purpose: Purpose, for leadName: String? = nil, fields: [Field]) {
        self.purpose = purpose
        self.leadName = leadName
        self.fields = fields
        focus = 0
    }

    /// The trimmed text of the field with that label; empty when there is none.
    package func text(of label: String) -> String {
        fields.first { $0.label == label }?.text.text.trimmed ?? ""
    }

    /// True when there is nothing that a person has typed.
    package var isEmpty: Bool { !fields.contains(where: \.isTyped) }

    /// True when the other form has the same texts for the same purpose, wherever their cursors are.
    func says(_ other: Form) -> Bool {
        purpose == other.purpose && fields.map(\.text.characters) == other.fields.map(\.text.characters)
    }

    package enum Action: Hashable, Sendable {
        case edit(TextField.Edit)
        /// Text from elsewhere, with its line breaks and tabs.
        case paste(String)
        case moveFocus(Int)
        /// A line break where the field takes one.
        case newLine
        /// Goes on with the text in the person's own editor.
        case openEditor
        /// Chooses one of the person's own texts to put in.
        case openTemplates
        /// What came back from the editor.
        case edited(String)
        /// Asks who would get the new lead.
        case previewRouting
        case submit
        case cancel
    }
}

/// What is wrong with a form, for the sentence that Panes writes.
package enum FormProblem: Hashable, Sendable {
    case missing(field: String)
    /// Lengths in characters.
    case tooLong(field: String, length: Int, limit: Int)
    case noAddress(String)
    case noPhone(String)
    case unknown(field: String, value: String, known: [String])
    case blocked(PlanObstacle)
    /// The upper end lies below the lower one.
    case upsideDown(field: String)
    /// Lofty keeps no address without any part.
    case addressEmptied
    /// Somebody has made it something else since the form was opened.
    case changedMeanwhile(field: String, theirs: String, yours: String)
    /// Nothing is wrong yet: line breaks or tabs of a pasted text became blanks.
    case becameBlanks(breaks: Int, tabs: Int)
    /// Nothing is wrong yet: the text was meant for another lead.
    case meantFor(String)
}

extension FormProblem {
    /// The label of the field it is about; `nil` for the one that has the cursor.
    package var field: String? {
        switch self {
        case .missing(let field), .tooLong(let field, _, _), .unknown(let field, _, _),
            .changedMeanwhile(let field, _, _), .upsideDown(let field):
            field
        case .blocked(.unreadable(let field, _)), .blocked(.fieldTooLong(let field, _, _)),
            .blocked(.missing(let field)):
            field.name
        case .blocked(.deal(let obstacle)): Form.dealLabel(of: obstacle)
        case .noAddress: Form.newLeadLabels.email
        case .noPhone: Form.newLeadLabels.phone
        case .addressEmptied, .blocked, .becameBlanks, .meantFor: nil
        }
    }
}
