/// Reads the structure of a query: groups, `or`, negation, terms.
///
/// Ranges of errors thrown here count scalars.
struct QueryParser {
    private var scanner: QueryScanner
    private let mode: LeadQuery.ParseMode

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
        while true {
            if let branch = try sequence(depth: depth) { branches.append(branch) }
            guard scanner.isAtKeyword("or") else { break }
            scanner.position += 2
        }
        return branches.isEmpty ? nil : .any(of: branches)
    }

    /// Items joined by AND, up to `or`, a closing bracket or the end; `nil` when all of them are unfinished.
    private mutating func sequence(depth: Int) throws(QueryError) -> QueryExpression? {
        var parts: [QueryExpression] = []
        var isEmpty = true
        scanner.skipSpaces()
        while let scalar = scanner.next, scalar != ")", !scanner.isAtKeyword("or") {
            if scanner.isAtKeyword("and") {
                scanner.position += 3
            } else {
                isEmpty = false
                if let part = try item(depth: depth) { parts.append(part) }
            }
            scanner.skipSpaces()
        }
        if isEmpty, mode == .complete || !scanner.isAtEnd {
            let isStray = depth == 0 && scanner.next == ")"
            throw QueryError(problem: isStray ? .unexpectedClosing : .nothingHere, range: emptyPlace)
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
        let part = scanner.next == "(" ? try group(depth: depth) : try term()
        return isNegated ? part?.negated : part
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
            var reader = QueryTermReader(scanner: scanner, isBeingTyped: isBeingTyped)
            let term = try reader.term()
            scanner = reader.scanner
            return .term(term)
        } catch {
            guard isBeingTyped else { throw error }
            scanner.position = end
            return nil
        }
    }
}
