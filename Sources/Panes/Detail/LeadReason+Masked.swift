import Leads
import ViewModels

extension LeadReason {
    /// The fact as others may see it: what a queue looks for may be an address or a number.
    var maskedWords: String {
        switch self {
        case .text(.phone, let texts): LeadReason.text(.phone, texts.map(PrivacyMask.phone)).words
        case .text(.email, let texts): LeadReason.text(.email, texts.map(PrivacyMask.email)).words
        case .text(.name, let texts): LeadReason.text(.name, texts.map(PrivacyMask.name)).words
        case .word(let word): LeadReason.word(PrivacyMask.words(word)).words
        case .text, .moment, .number, .types, .hidden, .mayContact, .sync, .nextStep, .snoozed: words
        }
    }
}
