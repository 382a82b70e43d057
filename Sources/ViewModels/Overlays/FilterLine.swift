package import Leads

/// The live filter line.
package struct FilterLine: Hashable, Sendable {
    package var field: TextField
    /// What Tab has begun to offer, one after the other; `nil` after any other key.
    package private(set) var offer: Offer?

    package init(_ text: String) { field = TextField(text) }

    /// Candidates for a part of the line, one of which stands in it.
    package struct Offer: Hashable, Sendable {
        package var texts: [String]
        package var index: Int
        /// The line without them.
        fileprivate var original: TextField
        fileprivate var range: Range<Int>
    }

    package enum Action: Hashable, Sendable {
        case edit(TextField.Edit)
        /// Completes what stands before the cursor, or mends what cannot be read; again: the next (1) or last (-1) offer.
        case complete(Int)
        /// Moves in the list while the line stays open.
        case move(Motion)
        case accept
        case cancel
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .edit(let edit):
            var line = self
            line.offer = nil
            line.field.apply(edit)
            if case .noted = state.notice { state.notice = nil }
            return line.show(&state)
        case .complete(let step):
            guard let line = completed(step, state.vocabulary) else {
                state.notice = .noted("\(state.keys[.filterComplete]) knows nothing that begins like that.")
                return [.bell]
            }
            return line.show(&state)
        case .move(let motion):
            return state.moveInList(motion)
        case .accept:
            return accept(&state)
        case .cancel:
            state.pop()
            return state.filter(by: "", isTyping: false)
        }
    }

    private func show(_ state: inout AppState) -> [Effect] {
        state.replaceTop(with: .filter(self))
        return state.filter(by: field.text, isTyping: true)
    }

    /// A filter that cannot be read stays open with its mistake, since the leads it would list are not those meant.
    private func accept(_ state: inout AppState) -> [Effect] {
        if let problem = Self.problem(in: field.text) {
            state.list.filterProblem = problem
            return [.bell]
        }
        state.pop()
        return state.filter(by: field.text.trimmed, isTyping: false)
    }

    /// What is wrong with a finished filter; `nil` when it can be read.
    package static func problem(in text: String) -> String? {
        do throws(QueryError) {
            _ = try LeadQuery.parse(text)
            return nil
        } catch {
            return error.message
        }
    }

    // MARK: Completing

    /// The line with the next offer in it; `nil` when there is nothing to offer.
    private func completed(_ step: Int, _ vocabulary: QueryVocabulary) -> FilterLine? {
        if var offer {
            offer.index = (offer.index + step + offer.texts.count) % offer.texts.count
            return showing(offer)
        }
        if let (range, text) = mending(vocabulary) {
            var line = self
            line.field.substitute(range, with: text)
            return line
        }
        let completion = completion(vocabulary)
        let texts = completion.candidates.map(\.text)
        guard !texts.isEmpty else { return nil }
        let index = step < 0 ? texts.count - 1 : 0
        return showing(Offer(texts: texts, index: index, original: field, range: completion.range))
    }

    /// What can be typed next.
    package func completion(_ vocabulary: QueryVocabulary) -> QueryCompletion {
        QueryCompletion.candidates(text: field.text, cursor: field.cursor, vocabulary: vocabulary)
    }

    private func showing(_ offer: Offer) -> FilterLine {
        var line = self
        line.field = offer.original
        line.field.substitute(offer.range, with: offer.texts[offer.index])
        // A single one needs no turn, so the next Tab goes on from what it has made.
        line.offer = offer.texts.count > 1 ? offer : nil
        return line
    }

    /// What Tab puts in the place of a part that cannot be read, or that is known to nobody.
    ///
    /// `nil` where there is no such part, and behind a word that has begun, which Tab completes.
    package func mending(_ vocabulary: QueryVocabulary) -> (range: Range<Int>, text: String)? {
        guard offer == nil else { return nil }
        let completion = completion(vocabulary)
        guard completion.candidates.isEmpty || completion.range.isEmpty else { return nil }
        let reading = QueryReading(field.text, vocabulary: vocabulary)
        if let problem = reading.problem, let suggestion = problem.suggestion { return (problem.range, suggestion) }
        return reading.hints.lazy.compactMap { hint in hint.replacement.map { (hint.range, $0) } }.first
    }
}
