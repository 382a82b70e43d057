// The record as a file has it: words of eight bytes, little-endian, at fixed places: a head, a block for each process,
// and a sum. Whatever follows the sum is a remnant of a longer record.

extension BudgetRecord {
    /// Bytes of the longest record.
    static let mostBytes = 8 * (headWords + mostProcesses * processWords + 1)

    private static let headWords = 40
    private static let processWords = 7
    /// "FoyerBu" and the version of the layout.
    private static let mark: UInt64 = 0x466F_7965_7242_7502

    func bytes(boot: UInt64) -> [UInt8] {
        let processes = processes.prefix(Self.mostProcesses)
        var words = WordWriter(capacity: Self.headWords + processes.count * Self.processWords + 1)
        words.add(Self.mark)
        words.add(boot)
        words.add(processes.count)
        writeState(to: &words)
        writeWindow(to: &words)
        words.pad(to: Self.headWords)
        for process in processes { process.write(to: &words) }
        words.add(WordWriter.sum(words.words))
        return words.words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    /// - Returns: `nil` when the bytes are not a record of this start of the machine, or cannot be true at `now`.
    init?(bytes: ArraySlice<UInt8>, boot: UInt64, now: Duration) {
        let words = stride(from: bytes.startIndex, to: bytes.endIndex - 7, by: 8).map { start in
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * $1) }
        }
        guard words.count > Self.headWords, words[0] == Self.mark, words[1] == boot,
            let count = Int(exactly: words[2]), count <= Self.mostProcesses
        else { return nil }
        let end = Self.headWords + count * Self.processWords
        guard end < words.count, words[end] == WordWriter.sum(words[..<end]) else { return nil }
        var reader = WordReader(words: words, position: 3)
        self.init(now: now)
        readState(from: &reader)
        readWindow(from: &reader)
        reader.position = Self.headWords
        for _ in 0..<count { processes.append(BudgetProcess(from: &reader)) }
        guard isPossible(at: now) else { return nil }
    }

    /// No rule of ours puts anything further ahead; a record that says so was written by another clock.
    private func isPossible(at now: Duration) -> Bool {
        let furthest = now + .seconds(150)
        let moments = [heldUntil, people.filledAt, lastCallAt, changedAt, namedAt, window?.endsAt ?? now]
        return moments.allSatisfy { $0 <= furthest }
            && [people.tokens, background.tokens, pace, paceInDoubt, crowd.everybody, crowd.ours].allSatisfy(\.isFinite)
            && (0...Self.highestStrain).contains(strain) && (0...5).contains(refusalsInRow)
            && pace >= Self.lowestPace && agreementsNeeded > 0 && (window?.limit ?? 1) > 0
    }

    private func writeState(to words: inout WordWriter) {
        let moments = [
            namedAt, heldUntil, changedAt, slowedAt, lastCallAt, refusedAt, people.filledAt, background.filledAt,
        ]
        for moment in moments { words.add(moment) }
        for count in [refusalsInRow, agreements, agreementsNeeded, strain, earlyEnds, isFirstInLongTime ? 1 : 0] {
            words.add(count)
        }
        for number in [pace, paceInDoubt, people.tokens, background.tokens, crowd.everybody, crowd.ours] {
            words.add(number)
        }
    }

    private mutating func readState(from reader: inout WordReader) {
        namedAt = reader.moment()
        heldUntil = reader.moment()
        changedAt = reader.moment()
        slowedAt = reader.moment()
        lastCallAt = reader.moment()
        refusedAt = reader.moment()
        people.filledAt = reader.moment()
        background.filledAt = reader.moment()
        refusalsInRow = reader.count()
        agreements = reader.count()
        agreementsNeeded = reader.count()
        strain = reader.count()
        earlyEnds = reader.count()
        isFirstInLongTime = reader.count() == 1
        pace = reader.number()
        paceInDoubt = reader.number()
        people.tokens = reader.number()
        background.tokens = reader.number()
        crowd.everybody = reader.number()
        crowd.ours = reader.number()
    }

    private func writeWindow(to words: inout WordWriter) {
        guard let window else { return words.add(0) }
        words.add(1)
        let counts = [
            window.number, window.limit, window.fewest, window.most, window.admitted, window.answered,
            window.usedBefore, window.isPresumed ? 1 : 0,
        ]
        for count in counts { words.add(count) }
        let moments = [window.startedAt, window.endsAt, window.delay, window.joinedAt, window.learnedAt]
        for moment in moments { words.add(moment) }
    }

    private mutating func readWindow(from reader: inout WordReader) {
        guard reader.count() == 1 else { return }
        window = BudgetWindow(
            number: reader.count(),
            limit: reader.count(),
            fewest: reader.count(),
            most: reader.count(),
            admitted: reader.count(),
            answered: reader.count(),
            usedBefore: reader.count(),
            isPresumed: reader.count() == 1,
            startedAt: reader.moment(),
            endsAt: reader.moment(),
            delay: reader.moment(),
            joinedAt: reader.moment(),
            learnedAt: reader.moment()
        )
    }
}

extension BudgetProcess {
    fileprivate func write(to words: inout WordWriter) {
        words.add(id)
        words.add(Int(processID))
        words.add(callsInFlight)
        words.add(leaseEndsAt)
        words.add(claim.map { $0.lane.rawValue } ?? -1)
        words.add(claim?.since ?? .zero)
        words.add(claim?.seenAt ?? .zero)
    }

    fileprivate init(from reader: inout WordReader) {
        id = reader.word()
        processID = Int32(truncatingIfNeeded: reader.count())
        callsInFlight = max(0, reader.count())
        leaseEndsAt = reader.moment()
        let lane = CallLane(rawValue: reader.count())
        let since = reader.moment()
        let seenAt = reader.moment()
        claim = lane.map { BudgetClaim(lane: $0, since: since, seenAt: seenAt) }
    }
}

private struct WordWriter {
    private(set) var words: [UInt64] = []

    init(capacity: Int) { words.reserveCapacity(capacity) }

    mutating func add(_ word: UInt64) { words.append(word) }
    mutating func add(_ count: Int) { words.append(UInt64(bitPattern: Int64(count))) }
    mutating func add(_ number: Double) { words.append(number.bitPattern) }
    mutating func add(_ moment: Duration) { add(Int(clamping: moment.attoseconds / 1_000_000_000)) }
    mutating func pad(to count: Int) { while words.count < count { words.append(0) } }

    /// FNV-1a over words: finds torn and foreign files, not malice.
    static func sum(_ words: some Sequence<UInt64>) -> UInt64 {
        words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
    }
}

private struct WordReader {
    var words: [UInt64]
    var position: Int

    mutating func word() -> UInt64 {
        defer { position += 1 }
        return words[position]
    }

    mutating func count() -> Int { Int(truncatingIfNeeded: Int64(bitPattern: word())) }
    mutating func number() -> Double { Double(bitPattern: word()) }
    mutating func moment() -> Duration { .nanoseconds(count()) }
}
