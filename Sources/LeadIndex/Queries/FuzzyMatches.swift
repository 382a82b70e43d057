import CLeadScan
import Leads
import Synchronization

/// Leads that fit a fuzzy pattern, with how well they fit.
struct FuzzyMatches: Sendable {
    let set: SlotSet
    /// By slot; of no meaning for slots that are not in the set.
    let scores: [Int32]
    /// The ids of each chunk.
    private let ids: [[Int64]]

    /// Asks the leads of a set, on all cores; `nil` when it was cancelled.
    init?(
        _ pattern: FuzzyPattern,
        in candidates: SlotSet,
        _ columns: LeadColumns,
        until cancellation: ScanCancellation? = nil,
        level: ScanLevel = .best
    ) {
        let chunks = columns.chunks
        ids = chunks.map(\.ids)
        var words = candidates.words
        var isWhole = false
        scores = Array(unsafeUninitializedCapacity: chunks.count * LeadChunk.capacity) { scores, count in
            count = scores.count
            words.withUnsafeMutableBufferPointer { words in
                guard let firstScore = scores.baseAddress, let firstWord = words.baseAddress else {
                    isWhole = true
                    return
                }
                // Each piece writes the words and scores of its own chunk.
                nonisolated(unsafe) let (scores, words) = (firstScore, firstWord)
                isWhole = Cores.share(chunks.count, room: LeadChunk.words, until: cancellation) { number, scratch in
                    let (bits, scores) = (words + number * LeadChunk.words, scores + number * LeadChunk.capacity)
                    scores.initialize(repeating: 0, count: LeadChunk.capacity)
                    for word in pattern.words {
                        word.keep(
                            chunks[number],
                            in: bits,
                            scores: scores,
                            scratch: scratch,
                            letters: pattern.letters,
                            level: level
                        )
                    }
                }
            }
            // A scan that was given up has not written everything.
            if !isWhole { scores.initialize(repeating: 0) }
        }
        guard isWhole else { return nil }
        set = SlotSet(words: words, count: words.reduce(0) { $0 + $1.nonzeroBitCount })
    }

    /// The slots that fit best, and of those that fit alike the newest.
    func best(_ limit: Int, newest: LeadOrder) -> [UInt32] {
        if limit >= set.count { return sorted(newest.slots(in: set)) }
        let least = leastRank(ofBest: limit)
        let (above, level) = slots(from: least)
        let missing = limit - above.count
        let last =
            level.count <= Self.fewSlots
            ? Array(level.sorted(by: isNewer).prefix(missing))
            : newest.slots(in: set, limit: missing) { rank($0) == least }
        return sorted(above.sorted(by: isNewer)) + last
    }

    private static let fewSlots = 4_096

    private func isNewer(_ left: UInt32, than right: UInt32) -> Bool { newness(left) > newness(right) }

    private func newness(_ slot: UInt32) -> UInt64 {
        Lead.ID(ids[LeadColumns.chunk(slot)][LeadColumns.row(slot)]).newness
    }

    /// Keeps the order of slots that fit alike.
    private func sorted(_ slots: [UInt32]) -> [UInt32] {
        var keys = slots.map { UInt64(Self.ranks - rank($0)) }
        var slots = slots
        var otherKeys = keys
        var otherSlots = slots
        cls_sort(&keys, &slots, slots.count, &otherKeys, &otherSlots)
        return slots
    }

    /// Scores beyond these ends count as the ends, so that there are few enough to be counted one by one.
    private static let ranks = 8_192
    private static let lowestScore = -1_024

    private func rank(_ slot: UInt32) -> Int {
        min(max(Int(scores[Int(slot)]) - Self.lowestScore, 0), Self.ranks - 1)
    }

    /// The rank of the last of the best.
    private func leastRank(ofBest limit: Int) -> Int {
        let counts = Mutex(Array(repeating: 0, count: Self.ranks))
        share { words in
            var own = Array(repeating: 0, count: Self.ranks)
            set.forEach(in: words) { own[rank($0)] += 1 }
            counts.withLock { counts in
                for rank in counts.indices { counts[rank] += own[rank] }
            }
        }
        let all = counts.withLock(\.self)
        var sum = 0
        for rank in all.indices.reversed() {
            sum += all[rank]
            if sum >= limit { return rank }
        }
        return 0
    }

    /// The slots above a rank, and those that have it: all of them, or more than ``fewSlots``.
    private func slots(from least: Int) -> (above: [UInt32], level: [UInt32]) {
        let found = Mutex<(above: [UInt32], level: [UInt32])>(([], []))
        share { words in
            var (above, level): ([UInt32], [UInt32]) = ([], [])
            set.forEach(in: words) { slot in
                let rank = rank(slot)
                if rank > least {
                    above.append(slot)
                } else if rank == least, level.count <= Self.fewSlots {
                    level.append(slot)
                }
            }
            found.withLock { found in
                found.above += above
                found.level += level
            }
        }
        return found.withLock(\.self)
    }

    /// Shares the words of the set among the cores.
    private func share(_ work: @Sendable (Range<Int>) -> Void) {
        let size = max(1, (set.words.count + Cores.count - 1) / Cores.count)
        _ = Cores.share((set.words.count + size - 1) / size, fewest: 1) { piece, _ in
            work(piece * size..<min(set.words.count, (piece + 1) * size))
        }
    }
}

extension FuzzyPattern.Word {
    /// Takes out of a set the rows that do not fit, and adds to the scores of the others.
    ///
    /// `letters` are those of ``FuzzyPattern/letters``, so that the first word already leaves out what another one will.
    fileprivate func keep(
        _ chunk: LeadChunk,
        in bits: UnsafeMutablePointer<UInt64>,
        scores: UnsafeMutablePointer<Int32>,
        scratch: UnsafeMutablePointer<UInt64>,
        letters: [UInt8],
        level: ScanLevel
    ) {
        if kind == .letters, !isNegated {
            keepLetters(chunk, in: bits, scores: scores, needing: letters, level: level)
            return
        }
        let words = chunk.usedWords
        scratch.update(from: bits, count: words)
        if kind == .letters {
            // How well the leads fit that are taken away is of no interest.
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: LeadChunk.capacity) { unused in
                unused.initialize(repeating: 0)
                guard let unused = unused.baseAddress else { return }
                keepLetters(chunk, in: scratch, scores: unused, needing: bytes, level: level)
            }
        } else {
            find(chunk, in: scratch, level: level)
        }
        for word in 0..<words { bits[word] &= isNegated ? ~scratch[word] : scratch[word] }
    }

    private func keepLetters(
        _ chunk: LeadChunk,
        in bits: UnsafeMutablePointer<UInt64>,
        scores: UnsafeMutablePointer<Int32>,
        needing letters: [UInt8],
        level: ScanLevel
    ) {
        let (lengths, needed) = (lengths, LeadText.classes(of: letters))
        bytes.withUnsafeBufferPointer { bytes in
            lengths.withUnsafeBufferPointer { lengths in
                let pattern = cls_pattern(
                    bytes: bytes.baseAddress,
                    lengths: lengths.baseAddress,
                    count: lengths.count,
                    // Digits may stand in texts or in numbers.
                    classes: needed & ~(0x3FF << 26),
                    digits: needed >> 26 & 0x3FF
                )
                let (text, offsets, classes, rows) = (chunk.text, chunk.offsets, chunk.classes, chunk.rows)
                cls_fuzzy(level.rawValue, text, offsets, classes, rows, pattern, bits, scores)
            }
        }
    }

    /// Keeps the rows that have the text, digits of numbers included, where the kind wants it.
    private func find(_ chunk: LeadChunk, in bits: UnsafeMutablePointer<UInt64>, level: ScanLevel) {
        let spellings = [bytes, LeadText.hidden(bytes)]
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: LeadChunk.words) { found in
            found.initialize(repeating: 0)
            guard let found = found.baseAddress else { return }
            for spelling in Set(spellings) { TextScan(part: spelling).add(from: chunk, to: found, level: level) }
            for word in 0..<chunk.usedWords { bits[word] &= found[word] }
        }
        guard kind != .text else { return }
        for row in 0..<chunk.rows where bits[row >> 6] >> UInt64(row & 63) & 1 == 1 {
            if !stands(in: chunk.text, chunk.textRange(row)) { bits[row >> 6] &= ~(1 << UInt64(row & 63)) }
        }
    }

    /// Whether the text stands at the ends of a line that it has to.
    private func stands(in text: [UInt8], _ row: Range<Int>) -> Bool {
        // The last byte ends the line.
        let line = row.lowerBound..<max(row.lowerBound, row.upperBound - 1)
        guard line.count >= bytes.count else { return false }
        let begins = stands(in: text, at: line.lowerBound)
        let ends = stands(in: text, at: line.upperBound - bytes.count)
        return switch kind {
        case .letters, .text: true
        case .beginning: begins
        case .end: ends
        case .whole: begins && line.count == bytes.count
        }
    }

    private func stands(in text: [UInt8], at place: Int) -> Bool {
        bytes.indices.allSatisfy { LeadText.shown(text[place + $0]) == bytes[$0] }
    }
}
