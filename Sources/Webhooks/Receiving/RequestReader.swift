/// Reads one request out of the bytes as they come: a pure value that keeps no more than its limits allow.
struct RequestReader {
    private let limits: ReceiverLimits
    private var phase = Phase.head
    /// What came and is not taken apart yet.
    private var rest: [UInt8] = []
    private var body: [UInt8] = []
    /// How far the head has been searched for its end.
    private var searched = 0

    private enum Phase {
        case head
        /// Bytes of the body that are still to come.
        case body(Int)
        case chunkSize
        case chunk(Int)
        /// The line end behind a chunk.
        case chunkEnd
        case trailer
        case done
    }

    enum Progress: Hashable {
        case more
        /// The head is whole: whoever asks may refuse before the body comes.
        case head(RequestHead)
        case whole(body: [UInt8])
    }

    init(limits: ReceiverLimits) { self.limits = limits }

    /// Takes bytes in, and tells how far that led; to be asked again with none after a head.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> Progress {
        rest.append(contentsOf: bytes)
        while true {
            switch phase {
            case .head: return try takeHead()
            case .body(let missing):
                let left = move(missing)
                phase = .body(left)
                return left == 0 ? finish() : .more
            case .chunkSize: guard try takeChunkSize() else { return .more }
            case .chunk(let missing):
                let left = move(missing)
                phase = left == 0 ? .chunkEnd : .chunk(left)
                if left > 0 { return .more }
            case .chunkEnd:
                guard let line = try takeLine() else { return .more }
                guard line.isEmpty else { throw .malformed }
                phase = .chunkSize
            case .trailer:
                guard let line = try takeLine() else { return .more }
                if line.isEmpty { return finish() }
            case .done: return .whole(body: body)
            }
        }
    }

    /// Takes up to so many bytes of the body; answers how many are still to come.
    private mutating func move(_ count: Int) -> Int {
        let moved = min(count, rest.count)
        body.append(contentsOf: rest.prefix(moved))
        rest.removeFirst(moved)
        return count - moved
    }

    private mutating func finish() -> Progress {
        phase = .done
        return .whole(body: body)
    }

    // MARK: Head

    private mutating func takeHead() throws(Refusal) -> Progress {
        // Empty lines before a request are to be ignored (RFC 9112 §2.2).
        while searched == 0, let first = rest.first, first == 0x0D || first == 0x0A { rest.removeFirst() }
        guard let end = headEnd() else {
            guard rest.count <= limits.head else { throw .headTooLarge }
            return .more
        }
        guard end.lowerBound <= limits.head else { throw .headTooLarge }
        let head = try RequestHead(rest[..<end.lowerBound])
        rest.removeFirst(end.upperBound)
        switch head.framing {
        case .length(let length):
            guard length <= limits.body else { throw .bodyTooLarge }
            phase = .body(length)
        case .chunked: phase = .chunkSize
        }
        return .head(head)
    }

    /// Where the empty line is; each byte is looked at once.
    private mutating func headEnd() -> Range<Int>? {
        var index = searched
        while let end = rest[index...].firstIndex(of: 0x0A) {
            let after = end + 1
            let tail = rest[after...].prefix(2)
            if tail.first == 0x0A { return end..<after + 1 }
            if Array(tail) == [0x0D, 0x0A] { return end..<after + 2 }
            // The line end may be the first half of what has not come yet.
            if tail.count < 2 {
                searched = end
                return nil
            }
            index = after
        }
        searched = max(searched, rest.count)
        return nil
    }

    // MARK: Chunks

    private mutating func takeChunkSize() throws(Refusal) -> Bool {
        guard let line = try takeLine() else { return false }
        let digits = line.prefix { $0 != 0x3B }
        guard !digits.isEmpty, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
            throw .malformed
        }
        guard size <= limits.body - body.count else { throw .bodyTooLarge }
        phase = size == 0 ? .trailer : .chunk(size)
        return true
    }

    /// The next line without its end; `nil` while it is not whole.
    private mutating func takeLine() throws(Refusal) -> [UInt8]? {
        guard let end = rest.prefix(Self.longestLine).firstIndex(of: 0x0A) else {
            guard rest.count < Self.longestLine else { throw .malformed }
            return nil
        }
        var line = Array(rest[..<end])
        if line.last == 0x0D { line.removeLast() }
        rest.removeFirst(end + 1)
        return line
    }

    /// Of a chunk's size or a trailer.
    private static let longestLine = 1_024
}
