/// A value as it was typed, without its own `=`, its quotes and its trailing `*`.
struct QueryRawValue {
    var text: String
    /// In scalars of the query.
    var range: Range<Int>
    /// True when an `=` of its own stands before it, as in `stage:new,=Closed`.
    var isExact: Bool
    var isQuoted: Bool
    var isStarred: Bool

    /// True for the bare word, which has a meaning that its quoted form has not.
    func isBare(_ word: String) -> Bool { !isQuoted && !isStarred && text.lowercased() == word }
}
