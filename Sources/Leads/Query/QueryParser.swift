/// Reads the structure of a query: groups, `or`, negation, terms.
///
/// Ranges of errors thrown here count scalars.
struct QueryParser {
    private var scanner: QueryScanner
    private let mode: LeadQuery.ParseMode
    /// Where each label and word stands.
    private(set) var notes: [QueryNote] = []

    init(_ scalars: [Unicode.Scalar], mode: LeadQuery.ParseMode) {
        scanner = QueryScanner(scalars)
        self.mode = mode
    }

    mutating func parse() throws(QueryError) -> QueryExpression {
        scanner.skipSpaces()
        guard !scanner.isAtEnd else { return .all([]) }
        let expression = try alternatives(depth: 0)
        guard scanner.isAtEnd else {
            throw QueryError(problem: .unexpectedClosing, range: scanner.position..<scanner.position + 1)
        }
        return expression ?? .all([])
    }

    /// Sequences joined by `or`, up to a closing bracket or the end; `nil` when all of them are unfinished.
    private mutating func alternatives(depth: Int) throws(QueryError) -> QueryExpression? {
        var branches: [QueryExpression] = []
        var isFirst = true
        while true {
            if let branch = try sequence(depth: depth, isFirst: isFirst) { branches.append(branch) }
            isFirst = false
            guard scanner.isAtKeyword("or") else { break }
            scanner.position += 2
        }
        return branches.isEmpty ? nil : .any(of: branches)
    }

    /// Items joined by AND, up to `or`, a closing bracket or the end; `nil` when all of them are unfinished.
    ///
    /// An `or` or `and` before the first item joins nothing, so it is a word: Or Cohen.
    private mutating func sequence(depth: Int, isFirst: Bool) throws(QueryError) -> QueryExpression? {
        var parts: [QueryExpression] = []
        var isEmpty = true
        scanner.skipSpaces()
        while let scalar = scanner.next, scalar != ")" {
            let isWord = isFirst && isEmpty
            if !isWord, scanner.isAtKeyword("or") { break }
            if !isWord, scanner.isAtKeyword("and") {
                scanner.position += 3
            } else {
                isEmpty = false
                if let part = try item(depth: depth) { parts.append(part) }
            }
            scanner.skipSpaces()
        }
        if isEmpty, mode == .complete || !scanner.isAtEnd {
            let isStray = depth == 0 && scanner.next == ")"
            let isBesideOr = !isFirst || scanner.isAtKeyword("or")
            let problem: QueryError.Problem = isBesideOr ? .nothingBesideOr : .nothingHere
            throw QueryError(problem: isStray ? .unexpectedClosing : problem, range: emptyPlace)
        }
        return parts.isEmpty ? nil : .all(of: parts)
    }

    /// The scalar where a condition was expected, or the end of the text.
    private var emptyPlace: Range<Int> {
        scanner.position..<min(scanner.position + 1, scanner.scalars.count)
    }

    /// A term or a group with the signs before it; `nil` when it is unfinished.
    private mutating func item(depth: Int) throws(QueryError) -> QueryExpression? {
        let start = scanner.position
        while scanner.skip("-") {}
        let isNegated = (scanner.position - start) % 2 == 1
        guard scanner.position == start || !isAtGap else {
            if mode == .live, scanner.isAtEnd { return nil }
            throw QueryError(problem: .nothingToNegate, range: start..<scanner.position)
        }
        let isGroup = scanner.next == "(" && scanner.phoneRun(isLive: mode == .live) == nil
        let known = notes.count
        let part = isGroup ? try group(depth: depth) : try term()
        guard isNegated else { return part }
        for index in known..<notes.count {
            notes[index].isNegated.toggle()
            notes[index].signs = notes[index].signs ?? start
        }
        return part?.negated
    }

    private var isAtGap: Bool {
        guard let scalar = scanner.next else { return true }
        return scalar.properties.isWhitespace || scalar == ")"
    }

    private mutating func group(depth: Int) throws(QueryError) -> QueryExpression? {
        let opening = scanner.position..<scanner.position + 1
        guard depth < LeadQuery.deepestNesting else { throw QueryError(problem: .nestedTooDeep, range: opening) }
        scanner.position += 1
        let expression = try alternatives(depth: depth + 1)
        if !scanner.skip(")"), mode == .complete { throw QueryError(problem: .unclosedGroup, range: opening) }
        return expression
    }

    /// One term; `nil` when it is being typed and cannot be read yet.
    private mutating func term() throws(QueryError) -> QueryExpression? {
        let end = scanner.endOfTerm(from: scanner.position)
        let isBeingTyped = mode == .live && end == scanner.scalars.count
        do {
            var reader = QueryTermReader(scanner: scanner, isBeingTyped: isBeingTyped, isLive: mode == .live)
            let term = try reader.term()
            scanner = reader.scanner
            notes += reader.notes
            return .term(term)
        } catch {
            guard isBeingTyped else { throw error }
            scanner.position = end
            return nil
        }
    }
}
