/// A call that was made with Foyer's clock running.
package struct DialledCall: Hashable, Sendable {
    /// As the lead has it.
    package var number: String
    package var seconds: Int

    package init(number: String, seconds: Int) {
        self.number = number
        self.seconds = seconds
    }

    /// `2 min 13 s`, `48 s`, `1 h 2 min`.
    package var length: String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        if minutes >= 60 { return "\(minutes / 60) h \(minutes % 60) min" }
        return minutes == 0 ? "\(rest) s" : "\(minutes) min \(rest) s"
    }

    /// What was said, with how long it took: Lofty's log of calls made elsewhere has no field for that.
    package func text(_ words: String, _ outcome: CallOutcome) -> String {
        let said = words.trimmed
        return "\(said.isEmpty ? outcome.label : said) (\(length))"
    }
}
