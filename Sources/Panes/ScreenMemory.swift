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

    package init() {}
}

/// One value and what it was made from.
struct Remembered<Source: Equatable, Value> {
    private var last: (source: Source, value: Value)?

    mutating func value(for source: Source, _ make: () -> Value) -> Value {
        if let last, last.source == source { return last.value }
        let value = make()
        last = (source, value)
        return value
    }
}
