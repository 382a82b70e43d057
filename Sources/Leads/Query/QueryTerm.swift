/// One condition of a query.
///
/// The values of a term are alternatives: one of them has to fit.
package enum QueryTerm: Hashable, Sendable {
    /// Free words, looked for in name, addresses, tags, phone digits and id.
    case words([String])
    case text(QueryTextField, [QueryTextPattern])
    case number(QueryNumberField, [QueryNumberPattern])
    case moment(QueryMomentField, [QueryMomentPattern])
    case type([QueryLeadType])
    case hidden([QueryAnswer])
    case may([QueryChannel])
    case sync([QuerySyncState])
    /// Whether something is planned, see ``QueryContext/nextSteps``.
    case next([QueryNextStep])
    /// Whether the lead is put aside, see ``QueryContext/snoozed``.
    case snoozed([QueryAnswer])
}

/// What a text field is compared with; case and accents never count.
package enum QueryTextPattern: Hashable, Sendable {
    /// `none`: the field is empty.
    case absent
    /// `owner:me`: the person who asks, see ``QueryContext/me``.
    case me
    /// `=value`: the whole text.
    case exactly(String)
    /// `:value`: leading whole words of a label, any part of another text.
    case like(String)
    /// `:value*`: the beginning.
    case startingWith(String)
}

/// What a number is compared with; an inquiry's range fits when it overlaps.
package enum QueryNumberPattern: Hashable, Sendable {
    case absent
    case within(QueryBounds<Int64>)
}

/// What a moment is compared with.
package enum QueryMomentPattern: Hashable, Sendable {
    /// `none`: it never happened.
    case absent
    /// The time since then; ``QueryBounds/equal(_:)`` means "at most that long ago".
    case elapsed(QueryBounds<QueryDuration>)
    /// The day it happened on.
    case day(QueryBounds<CivilDay>)
    /// Another moment of the same lead: `site>touch` is a visit later than the last touch.
    ///
    /// A moment that never happened counts as earlier than all others.
    case comparedTo(QueryMomentField, QueryComparison)
}

/// An order between two values.
package enum QueryComparison: String, Hashable, Sendable, CaseIterable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
}

/// A value, a half-open or a closed stretch of values.
package enum QueryBounds<Value: Hashable & Comparable & Sendable>: Hashable, Sendable {
    case equal(Value)
    case compared(QueryComparison, Value)
    /// Both ends included; the first is not above the second.
    case between(Value, Value)
}
