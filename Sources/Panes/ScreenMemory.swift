import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// What was worked out for earlier frames and still holds, kept by what it was worked out from.
///
/// Most keys change two rows of the list and one lead beside it. A frame drawn with a memory is the same as one drawn
/// without, only sooner.
package struct ScreenMemory {
    var rows = RowMemory()
    var detail = Remembered<DetailPane.Source, [[Canvas.Piece]]>()
    var timeline = TimelineMemory()
    var header = Remembered<HeaderBar.Source, HeaderBar.Line>()

    package init() {}
}

/// One value, what it was made from, and for how long it holds.
struct Remembered<Source: Equatable, Value> {
    private var last: (source: Source, moments: Range<Date>, value: Value)?

    /// The value as it was made last, or made anew.
    ///
    /// `make` also tells when the value next changes by itself.
    mutating func value(for source: Source, at now: Date, _ make: () -> (Value, changesAt: Date)) -> Value {
        if let last, last.moments.contains(now), last.source == source { return last.value }
        let (value, changesAt) = make()
        last = (source, now..<max(now, changesAt), value)
        return value
    }
}
