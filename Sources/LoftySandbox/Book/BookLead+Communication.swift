extension BookLead.Communication {
    private static let inboundTexts = [
        "Is the Duval one still available?", "Thursday after 5 works for us", "Can we see it again with my mom?",
        "We got the pre-approval letter!",
    ]
    private static let outboundTexts = [
        "Hi! Three new homes came up in your area, shall I send them?",
        "See you Saturday at 10, parking is on the street.",
        "The seller replied, call me when you can.", "Thanks for visiting our site. How can I help?",
    ]

    /// What a text said; the moment chooses, since the random numbers of a book are spoken for.
    var inventedContent: String? {
        guard channel == "Text" else { return content }
        let texts = isInbound ? Self.inboundTexts : Self.outboundTexts
        return texts[Int(millis / 1_000 % Int64(texts.count))]
    }

    /// How long was talked on a call of the dialer, chosen in the same way.
    var inventedSeconds: Int64 {
        guard kind != "Logged" else { return 0 }
        switch outcome {
        case "Talked": return 40 + millis / 1_000 % 1_160
        case "VoiceMessage": return 12 + millis / 1_000 % 33
        default: return 0
        }
    }
}
