import Commands
import Leads
import Terminal
import TestSupport

/// What a fast hand types into the workbench, the same for the same seed.
///
/// A script is cut into segments: the keys of one come in any bursts, what follows them happens while nobody types.
struct TortureScript: Sendable {
    struct Segment: Sendable {
        var strokes: [Stroke]
        var rest: Rest
    }

    /// A key, or what a terminal marks as pasted.
    enum Stroke: Hashable, Sendable {
        case key(KeyPress)
        case paste(String)

        var event: InputEvent {
            switch self {
            case .key(let press): .key(press)
            case .paste(let text): .paste(text)
            }
        }
    }

    /// What happens between two segments, in both runs at the same place.
    enum Rest: Hashable, Sendable {
        case nothing
        /// Long enough for a person to have read what is on the screen.
        case reading
        case time(seconds: Double)
        case resize(width: Int, height: Int)
        /// The server refuses the next edit of a lead.
        case refusal
        case colleague(Lead.ID, Meddling)
    }

    /// What a colleague does to a lead.
    enum Meddling: Hashable, Sendable {
        case stage(String)
        case tag(String)
        case untag(String)
        case take
        case remove
    }

    let seed: UInt64
    var segments: [Segment] = []

    var keyCount: Int { segments.reduce(0) { $0 + $1.strokes.count } }

    static let leadCount: Int64 = 24

    /// - Parameters:
    ///   - seed: of everything in it.
    ///   - keys: how many key strokes at least.
    init(seed: UInt64, keys: Int) {
        self.seed = seed
        var writer = TortureWriter(seed: seed)
        fill(keys) { writer.segment() }
    }

    init(seed: UInt64) { self.seed = seed }

    /// Adds segments until there are so many key strokes.
    mutating func fill(_ keys: Int, with next: () -> Segment) {
        var count = 0
        while count < keys {
            let segment = next()
            count += segment.strokes.count
            segments.append(segment)
        }
    }

    /// The first keys of the script, for finding the shortest part that goes wrong.
    func prefix(keys limit: Int) -> TortureScript {
        var short = self
        short.segments = []
        var left = limit
        for segment in segments where left > 0 {
            let isWhole = segment.strokes.count <= left
            let strokes = Array(segment.strokes.prefix(left))
            short.segments.append(Segment(strokes: strokes, rest: isWhole ? segment.rest : .nothing))
            left -= strokes.count
        }
        return short
    }
}

/// Writes segments of real work, with the habits of a fast hand.
private struct TortureWriter {
    private var generator: SeededGenerator
    /// True when the last segment ended in a question that can be answered now.
    private var hasAsked = false
    /// True when the last segment ended in a plan for marked leads that can be run now.
    private var hasPlanned = false

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func segment() -> TortureScript.Segment {
        var notation = hasAsked ? pick(["y", "y", "n", "<Enter>"]) : ""
        hasAsked = false
        if hasPlanned { notation = pick(Self.runs) }
        hasPlanned = false
        for _ in 0..<Int.random(in: 1...12, using: &generator) { notation += fragment() }
        let rest = rest(after: &notation)
        return TortureScript.Segment(
            strokes: (KeyNotation.parse(notation) ?? []).map(TortureScript.Stroke.key),
            rest: rest
        )
    }

    private mutating func fragment() -> String {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<16: pick(Self.moves)
        case 16..<24: pick(Self.handling)
        case 24..<32: pick(Self.queues)
        case 32..<43: pick(Self.stages)
        case 43..<52: pick(Self.tags)
        case 52..<58: pick(Self.others)
        case 58..<68: pick(Self.history)
        case 68..<77: pick(Self.filters)
        case 77..<82: pick(Self.views + Self.searches)
        case 82..<86: pick(Self.marks)
        case 86..<91: pick(Self.lines)
        case 91..<93: pick(Self.creates)
        case 93..<95: pick(Self.contact)
        case 95..<97: pick(Self.combined)
        default: pick(Self.reported)
        }
    }

    private mutating func rest(after notation: inout String) -> TortureScript.Rest {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<20: return .nothing
        case 20..<36:
            notation += pick(["Xsold<Enter>", ":trash twice here<Enter>", "wx", "wGx", "scwGx", "wjx", "u"])
            hasAsked = true
            return .reading
        case 36..<38:
            notation += pick(Self.plans)
            hasPlanned = true
            return .reading
        case 38..<44:
            // What a reading brings is news for the keys behind it, so nobody types on before it is there.
            notation += "R"
            return .nothing
        case 44..<66: return .time(seconds: pick([1, 4, 8, 9, 61]))
        case 66..<70: return .refusal
        case 70..<80:
            let size = pick([(130, 24), (90, 20), (50, 12), (60, 16), (119, 17)])
            return .resize(width: size.0, height: size.1)
        default:
            let lead = Lead.ID(Int64.random(in: 1...TortureScript.leadCount, using: &generator))
            return .colleague(lead, pick(Self.meddling))
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private static let moves = [
        "j", "j", "jj", "jjj", "k", "kk", "G", "gg", "<PgDn>", "<PgUp>", "<C-d>", "<C-u>", "J", "K", "<Down>", "<End>",
        "<Home>", "<A-3>j", "<A-2>G", "<A-0>j",
    ]
    private static let queues = ["1", "2", "3", "4", "]", "[", "2j", "3k", "<A-2>]", "9"]
    private static let stages = [
        "sc", "sq", "sn", "scj", "sqj", "s/qual<Enter>", "s<Down><Enter>", "s<PgDn><Enter>", "s<Up><Enter>", "s<Esc>",
        "s/closed<Enter>",
    ]
    private static let tags = [
        "tvip<Enter>", "thot<Enter>", "tpool7<Enter>", "t-vip<Enter>", "t-hot<Enter>", "t<C-x>", "t<Down><C-x>",
        "t<Esc>", "thot <Enter>",
    ]
    private static let others = [
        "aa", "ab", "a/bob<Enter>", "c<Tab>n<Enter>", "c<Tab>vleft word<Enter>", "c<Tab>t<Esc>",
        "c<Tab>/no a<Enter>rang<Enter>",
        "mhello<Enter>", "mdraft<Esc>", "m more<Enter>", "m<Esc>", "w<Esc>", "wj<Esc>", "?<PgDn>jq",
        "wr<Esc>", "wGr<Esc>", "scwr<Esc>", "wG<Enter>", "wG<Enter> too<Enter>", "wx<Esc>w",
        "we<Esc>", "wS<Esc>", "w<PgDn>r<Esc>", "ma<A-Enter>b<Enter>", "mx<C-u>y<Enter>", "m<C-t><Esc>", "w?<Enter>",
    ]
    /// Dispositions, follow-ups, leads put aside, and work in triage, which Escape leaves.
    private static let handling = [
        "e", ".", "J.", "f1", "f3", "ft", "f/in 2 weeks; ask<Enter>", "f<Esc>", "b7", "ba", "bh", "b<Esc>",
        "gf<Esc>", "gfe<Esc>", "gfjee<Esc>", "gfjf3<Esc>", "gfu<Esc>", "gfG<Enter>", "gfeu<Esc>",
        "gt", "gt3", "gt31", "gtJ1<Esc><Enter>", "gte.", "gt5", "gt6", "gt2u", "gt1uU<Esc>", "gtisaid so<Enter>",
        "<Esc><Enter>", "zc", "za", "zo", "}",
        "gfx<Esc>", "gfR<Esc>", "gfjuk<Esc>", "gff/fri<Enter><Esc>", "f1gfe<Esc>", "bagfGe<Esc>",
        ":follow-up fri 3pm; call<Enter>", ":snooze acts<Enter>", ":dispose no-answer<Enter>",
    ]
    private static let history = ["u", "u", "U", "uu", "uU", "uUu", "UU", "uuU", "uuUU"]
    private static let filters = [
        "/ad<Enter>", "/tag:vip<Enter>", "/stage:new<Enter>", "/ad<Esc>", "/gra", "<Enter>", "/bo<Down><Enter>",
        "/stage:con<Down><Down><Enter>", "/zzz<Enter>", "\\", "\\", "<Esc>", "/a<Backspace><Enter>",
        "/-tag:hot<Enter>",
    ]
    private static let views = [
        "p", "_", "<Tab>", "<S-Tab>", "l", "h", "h", "<Esc>", "Sn", "Sc", "S<Down><Enter>", "_<PgDn>", "lljj", "<C-l>",
        "P", "+", "gp", "Z", "Sr", ":reverse-sort<Enter>", "z/hello<Enter>", "zm", "gr<Esc>", "grlR<Esc>",
        "?/undo<Enter><Enter>", "?/next lead<Enter><Enter>", "?<Down><Enter>",
    ]
    private static let searches = [
        "n", "nn", "gn", "/ad<Enter>\\n", "/bo<Enter>\\<A-2>n", "/sta<Tab>n<Enter>", ":untag v<Enter>",
        ":untag <Down><Enter>",
    ]
    /// Taken off again: a verb on marks opens a plan, and keys that come before it can be read start nothing there.
    private static let marks = [
        "<Space>*n", "<Space><Space>*n", "vjj*n", "vGv*n", "V*n", "*a*n", "*n", "*s", "*s*n", "<Space>*s*n", "*sj",
        "<Space><Space>E*n", "<Space>X*n", "vnn*n", "*=s*n", "*=o*n", "*ftag:vip<Enter>*n", ":mark stage:new<Enter>*n",
    ]
    private static let contact = [
        "dsaid so<Enter>dn", "dsaid so<Enter>jd0", "c<Tab>cno more<Enter>n<Esc>", "d", "dd", "dd0", "ddn", "dd<Esc>",
        "dsaid so<Enter>", "yp", "yn", "cnsaid so<Enter>",
    ]
    /// Verbs over each other's results: the same again behind something else, counts where none are taken, macros and
    /// calls over a change of the queue, leads put aside and taken back.
    private static let combined = [
        "scj.", "sc2.", "tvip<Enter>J.u", ".u.", "mhi<Enter>].", "f1wj<Esc>.", "t-vip<Enter>j..uU.", "<A-2>sc",
        "<A-3>tx<Enter>",
        "<A-2>u", "<A-0>sq", "<A-3>.", "b7u", "bauU", "b7]u", "bhu.", "bau.",
        ":record one<Enter>scthot<Enter>2tvip<Enter>:record<Enter>", ":record two<Enter>squ.:record<Enter>",
        ":record one<Enter>", ":record<Enter>", ":replay one<Enter>", ":replay two<Enter>j.", ":replay one<Enter>u]U",
        "dsaid so<Enter>2dn", "d]d0", "d/ad<Enter>dn", "dsaid so<Enter>sc2dnu", "d3ddn", "gx<Esc>sc", "gx<Esc>2",
        "gxn<Esc>j.",
        ":transaction Oak<Enter><Enter>", "Eab<Enter>", "E<Esc>", "E<C-u>Zed<Enter>u", "wE<Esc>", "gfj<Esc>.",
        "wj<Esc>.",
        "<Space>jsc<Esc>*n", "<Space>*sE<Esc>*s*n", "<Space>/ad<Enter>E<Esc>*n", "vj2*n", "*a.<Esc>*n",
        "<Space>:replay one<Enter><Esc>*n", "<Space>d<Esc>*n", "gb<Esc>",
    ]
    /// Plans for marked leads.
    private static let plans = [
        "*n<Space>jj<Space>sq", "*n<Space>jj<Space>tbulk<Enter>", "*nvjjaa", "*n<Space>j<Space>.",
        "*n*amhello all<Enter>",
        "*n<Space>jj<Space>b7", "*n<Space>j<Space>f1", "*nvj:replay one<Enter>", "*n<Space>t-vip<Enter>", "gb",
        "*nvj:dispose no-answer<Enter>",
    ]
    /// What is done with a plan.
    private static let runs = [
        "y<Esc>", "y<Esc>", "y<Esc>u", "y<Esc>uU", "<Esc>*n", "yp<Esc>", "yx<Esc>*n", "<Space>y<Esc>*n", "y<Esc>2sc",
        "ywj<Esc><Esc>",
        "y<Esc>usc", "n<Esc>*n", "y<Esc>*nu<Space>.<Esc>*n", "yx<Esc>u",
    ]
    private static let lines = [
        ":stage qualified<Enter>", ":tag colon<Enter>", ":untag vip<Enter>",
        ":assign bob<Enter>", ":note hi<Enter>",
        ":call NoAnswer rang<Enter>", ":filter tag:vip<Enter>", ":undo<Enter>", ":redo<Enter>", ":down<Enter>",
        ":queue-2<Enter>", ":sort name<Enter>", "<C-k>undo<Enter>", "<C-k>next-queue<Enter>", ":sta contacted<Enter>",
        ":nonsense<Enter>", ":clear-filter<Enter>", "<C-k><C-r><Enter>", ":tag <Tab><Enter>", ":sta<Tab><Tab><Enter>",
        ":<Down><Enter>",
    ]
    private static let creates = [
        "NZoe<Tab>Quist<Enter>", "NMax<Enter>sc", "NAda<Tab>Two<Enter>mhello<Enter>u", "NX<Esc>",
    ]
    /// Bursts that people have reported.
    private static let reported = [
        "2jsc", "scsq", "tvip<Enter>scu", "uU", "uu", "scuU", "3jsq", "1Gsc", "/stage:new<Enter>sc",
        "/ad<Enter>jtvip<Enter>",
        "scjscjscuuu", "]sc", "SnGsq",
    ]
    private static let meddling: [TortureScript.Meddling] = [
        .stage("Contacted"), .stage("New Lead"), .stage("Closed"), .tag("vip"), .tag("cold"), .untag("hot"), .take,
        .remove,
    ]
}
