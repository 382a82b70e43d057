import CCrypto

/// OpenSSL's libcrypto as it was found on this machine.
///
/// `@unchecked Sendable`: the table behind the pointer is written before anybody can see it, and never again.
struct CryptoLibrary: @unchecked Sendable {
    /// Why a library cannot be used: one sentence without full stop.
    struct Failure: Error, Hashable {
        var reason: String
    }

    /// Looked up when the first digest is made, and kept.
    static let installed = Result { () throws(Failure) in try CryptoLibrary(named: "libcrypto.so.3") }

    private let table: OpaquePointer

    init(named name: String) throws(Failure) {
        var reason: UnsafePointer<CChar>?
        guard let table = foyer_crypto_load(name, &reason) else {
            throw Failure(reason: reason.map { String(cString: $0) } ?? "libcrypto cannot be used")
        }
        self.table = table
    }

    /// - Throws: ``Failure`` when memory ran out.
    func sha256(_ bytes: some Sequence<UInt8>) throws(Failure) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(FOYER_SHA256_SIZE))
        guard let state = foyer_sha256_begin(table) else { throw Failure(reason: "libcrypto has no memory left") }
        let isRead = Self.forEachChunk(of: bytes) { foyer_sha256_add(state, $0.baseAddress, $0.count) }
        guard foyer_sha256_end(state, &digest), isRead else {
            throw Failure(reason: "libcrypto refuses to make a SHA-256")
        }
        return digest
    }

    /// Hands the bytes over as they lie in memory, or else copied in pieces of 4 KiB, so that a long sequence needs no
    /// room for all of it.
    private static func forEachChunk(
        of bytes: some Sequence<UInt8>,
        _ take: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        if let isTaken = bytes.withContiguousStorageIfAvailable(take) { return isTaken }
        var chunk: [UInt8] = []
        chunk.reserveCapacity(4_096)
        for byte in bytes {
            chunk.append(byte)
            guard chunk.count == 4_096 else { continue }
            guard chunk.withUnsafeBufferPointer(take) else { return false }
            chunk.removeAll(keepingCapacity: true)
        }
        return chunk.withUnsafeBufferPointer(take)
    }
}
