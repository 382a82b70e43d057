import Glibc
import Leads
import PrivateFiles

/// The bytes of a spool: a head with two counters, then a slot for each hint, found by its number.
///
/// All numbers are little-endian and of 64 bits. Head: mark, number of the next hint, number of the first that is not
/// taken, 0. Slot: number, lead (0 stands for news), moment, check. A slot counts when its number lies between the
/// counters and its check is right, so the slots are written first and the head last.
struct HintRing {
    private(set) var next: Int64 = 0
    private(set) var taken: Int64 = 0
    private var slots: [Slot?] = Array(repeating: nil, count: HintSpool.capacity)
    /// Changes that were told, taken or not.
    private var told: Set<Change> = []
    private var waiting: Set<Int64> = []

    private struct Change: Hashable {
        /// 0 stands for news.
        var lead: Int64
        var millis: Int64
    }

    private struct Slot: Hashable {
        var number: Int64
        var change: Change
    }

    private static let mark: Int64 = 0x0131_544E_4948_5946
    private static let slotSize = 32
    private static let headSize = 32
    private static let size = headSize + HintSpool.capacity * slotSize
    private static var capacity: Int64 { Int64(HintSpool.capacity) }
}

// MARK: - Hints

extension HintRing {
    func knows(_ dated: DatedHint) -> Bool {
        let change = Change(lead: dated.hint.number, millis: dated.millis)
        return dated.millis == 0 ? waiting.contains(change.lead) : told.contains(change)
    }

    mutating func append(_ dated: DatedHint) {
        let slot = Slot(number: next, change: Change(lead: dated.hint.number, millis: dated.millis))
        slots[Int(next % Self.capacity)] = slot
        learn(slot)
        next += 1
    }

    mutating func takeAll() -> HintSpool.Batch {
        var seen: Set<Int64> = []
        let hints = (taken..<next).suffix(HintSpool.capacity).compactMap { number -> LeadHint? in
            guard let slot = slots[Int(number % Self.capacity)], slot.number == number else { return nil }
            return seen.insert(slot.change.lead).inserted ? LeadHint(number: slot.change.lead) : nil
        }
        let batch = HintSpool.Batch(hints: hints, hasLost: next - taken > Self.capacity)
        taken = next
        return batch
    }

    private mutating func learn(_ slot: Slot) {
        told.insert(slot.change)
        if slot.number >= taken { waiting.insert(slot.change.lead) }
    }
}

extension LeadHint {
    fileprivate var number: Int64 {
        switch self {
        case .lead(let id): id.rawValue
        case .news: 0
        }
    }

    fileprivate init(number: Int64) { self = number == 0 ? .news : .lead(Lead.ID(number)) }
}

// MARK: - Bytes

extension HintRing {
    /// A file that is new, or whose head is not that of a ring, is an empty ring: hints are no loss.
    static func read(_ file: borrowing OwnedDescriptor, _ path: String) throws(PrivateFileError) -> HintRing {
        var bytes = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < size {
            let read = bytes.withUnsafeMutableBytes {
                pread(file.number, $0.baseAddress?.advanced(by: count), size - count, off_t(count))
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw .refused(path: path, step: .read, code: errno) }
            if read == 0 { break }
            count += read
        }
        return HintRing(bytes)
    }

    private init(_ bytes: [UInt8]) {
        let head = Self.numbers(bytes[0..<Self.headSize])
        guard head[0] == Self.mark, head[1] >= head[2], head[2] >= 0, head[1] < .max / 2 else { return }
        next = head[1]
        taken = head[2]
        for number in max(0, next - Self.capacity)..<next {
            let start = Self.offset(of: number)
            let fields = Self.numbers(bytes[start..<start + Self.slotSize])
            let slot = Slot(number: fields[0], change: Change(lead: fields[1], millis: fields[2]))
            guard slot.number == number, fields[3] == Self.check(slot) else { continue }
            slots[Int(number % Self.capacity)] = slot
            learn(slot)
        }
    }

    /// Writes the slots from `first` on, and then the head that makes them count.
    func write(from first: Int64, to file: borrowing OwnedDescriptor, _ path: String) throws(PrivateFileError) {
        for number in (first..<next).suffix(HintSpool.capacity) {
            guard let slot = slots[Int(number % Self.capacity)] else { continue }
            let fields = [slot.number, slot.change.lead, slot.change.millis, Self.check(slot)]
            try Self.write(fields, at: Self.offset(of: number), to: file, path)
        }
        try writeHead(to: file, path)
    }

    func writeHead(to file: borrowing OwnedDescriptor, _ path: String) throws(PrivateFileError) {
        try Self.write([Self.mark, next, taken, 0], at: 0, to: file, path)
    }

    private static func write(
        _ fields: [Int64],
        at offset: Int,
        to file: borrowing OwnedDescriptor,
        _ path: String
    ) throws(PrivateFileError) {
        let bytes = fields.flatMap { field in (0..<8).map { UInt8(truncatingIfNeeded: field >> (8 * $0)) } }
        guard pwrite(file.number, bytes, bytes.count, off_t(offset)) == bytes.count else {
            throw .refused(path: path, step: .write, code: errno)
        }
    }

    private static func offset(of number: Int64) -> Int { headSize + Int(number % capacity) * slotSize }

    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int64] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: 8).map { start in
            (0..<8).reduce(Int64(0)) { $0 | Int64(bytes[start + $1]) << (8 * $1) }
        }
    }

    /// Tells a slot that was written in part, or never.
    private static func check(_ slot: Slot) -> Int64 {
        [slot.number, slot.change.lead, slot.change.millis].reduce(mark) { ($0 &* 0x0100_0000_01B3) ^ $1 }
    }
}
