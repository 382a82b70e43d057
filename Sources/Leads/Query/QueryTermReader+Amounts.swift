/// Sums of money whose thousands are parted by commas.
///
/// A comma parts alternatives too: `price>=450,000` must not come apart into 450 and 0, and find nearly every lead.
extension QueryTermReader {
    /// The values with those joined that are one sum, as in `$450,000..$650,000`.
    ///
    /// - Throws: where the comma may mean either, with the sum without commas as the suggestion.
    static func joiningThousands(
        _ values: [QueryRawValue],
        sign: QueryOperator
    ) throws(QueryError) -> [QueryRawValue] {
        var joined: [QueryRawValue] = []
        for value in values {
            guard let last = joined.last, let digits = value.leadingDigits else {
                joined.append(value)
                continue
            }
            if last.takesGroup, digits.count == 3 {
                joined[joined.count - 1] = last.joined(with: value)
            } else if digits.hasPrefix("0") && digits.count > 1 || last.takesGroup && digits.count < 3 {
                // "450,0" is on its way to 450,000, and would find nearly every lead meanwhile.
                throw last.joined(with: value).unclear
            } else {
                joined.append(value)
            }
        }
        for value in joined where !value.isQuoted && value.text.contains(",") {
            guard value.isSum(comparedBy: sign) else { throw value.unclear }
        }
        return joined
    }

    /// `450,000` without its commas; as it is where they do not part thousands.
    static func withoutCommas(_ digits: Substring) -> Substring {
        guard digits.contains(",") else { return digits }
        let whole = digits.prefix { $0 != "." }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return digits }
        return Substring(digits.filter { $0 != "," })
    }
}

extension QueryRawValue {
    /// The digits that it begins with, where it can be more of the sum before it: `000`, `000..$650`, `500k`.
    fileprivate var leadingDigits: Substring? {
        guard !isExact, !isQuoted, !isStarred else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        let behindUnit = rest.first.map { "kKmM".contains($0) } == true ? rest.dropFirst() : rest
        return !digits.isEmpty && (behindUnit.isEmpty || behindUnit.hasPrefix("..")) ? digits : nil
    }

    /// Whether a comma and three digits more would make thousands of it.
    fileprivate var takesGroup: Bool {
        guard !isQuoted, !isStarred else { return false }
        let tail = text.reversed().prefix { $0 == "," || $0.isASCII && $0.isNumber }
        let head = text.dropLast(tail.count)
        let first = String(tail.reversed()).prefix { $0 != "," }
        // Cents are no place for thousands.
        let isWhole = !head.hasSuffix(".") || head.hasSuffix("..")
        return isWhole && (1...3).contains(first.count) && !first.hasPrefix("0")
    }

    fileprivate func joined(with next: QueryRawValue) -> QueryRawValue {
        var joined = self
        joined.text += "," + next.text
        joined.range = range.lowerBound..<next.range.upperBound
        return joined
    }

    /// Whether nobody can mean several sums by it: they are compared, or a group begins with a zero.
    fileprivate func isSum(comparedBy sign: QueryOperator) -> Bool {
        let isCompared = if case .compares = sign { true } else { text.hasPrefix("<") || text.hasPrefix(">") }
        return ends.allSatisfy { end in
            let groups = end.split(separator: ",").dropFirst()
            if groups.isEmpty { return true }
            // "1,250m" is as likely a slip as more than any home costs.
            return Self.isLikely(groups) && (isCompared || groups.contains { $0.hasPrefix("0") })
        }
    }

    private var ends: [String.SubSequence] { text.replacing("..", with: " ").split(separator: " ") }

    private static func isLikely(_ groups: ArraySlice<Substring>) -> Bool {
        groups.count < 3 && groups.last?.lowercased().hasSuffix("m") == false
            && groups.allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    }

    fileprivate var unclear: QueryError {
        let isLikely = ends.allSatisfy { end in
            let groups = end.split(separator: ",").dropFirst()
            return groups.isEmpty || Self.isLikely(groups)
        }
        return QueryError(
            problem: .unclearAmount(text),
            range: range,
            suggestion: isLikely ? text.filter { $0 != "," } : nil
        )
    }
}
