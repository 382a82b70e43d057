package import Leads

extension LeadChange {
    /// True when sending it twice does what sending it once does.
    ///
    /// PUT and DELETE are, and the assignment, which sets a value; the other POSTs make a new record each time.
    package var isRepeatable: Bool {
        switch self {
        case .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash: true
        case .followUp(.move), .followUp(.finish), .followUp(.reopen), .followUp(.remove), .deal(.move), .snooze: true
        case .create, .addNote, .logCall, .followUp(.add), .deal(.add): false
        }
    }

    /// True when it travels in the body of `PUT /v1.0/leads/{leadId}` and may share it with others.
    package var isEdit: Bool {
        switch self {
        case .setStage, .addTag, .removeTag, .setField, .setHidden: true
        case .create, .assign, .addNote, .logCall, .trash, .followUp, .deal, .snooze: false
        }
    }

    /// True for what a reading of the lead tells; tasks and transactions stand beside it.
    var showsOnLead: Bool {
        switch self {
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash: true
        case .addNote, .logCall, .followUp, .deal, .snooze: false
        }
    }

    /// The tag the change is about.
    var tag: String? {
        switch self {
        case .addTag(let tag), .removeTag(let tag): tag
        case .create, .setStage, .assign, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            nil
        }
    }
}
