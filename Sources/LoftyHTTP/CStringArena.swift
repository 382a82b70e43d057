/// C strings that live until they are freed together.
struct CStringArena {
    private var strings: [UnsafeMutablePointer<CChar>] = []

    /// Copies up to the first NUL.
    mutating func add(_ text: String) -> UnsafePointer<CChar> {
        let bytes = text.utf8CString
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() { copy[index] = byte }
        strings.append(copy)
        return UnsafePointer(copy)
    }

    mutating func free() {
        for string in strings { string.deallocate() }
        strings = []
    }
}
