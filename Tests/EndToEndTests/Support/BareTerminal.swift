import Foundation
import Glibc

/// A terminal without a multiplexer: a program that is killed in it leaves nothing behind.
final class BareTerminal {
    let path: String
    private let near: Int32

    /// TIOCSPTLCK and TIOCGPTN, which Swift does not import.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init(width: UInt16 = 120, height: UInt16 = 40) throws {
        near = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: Int32 = 0
        var unlock: Int32 = 0
        guard near >= 0, ioctl(near, Self.setLock, &unlock) == 0, ioctl(near, Self.getNumber, &number) == 0
        else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        path = "/dev/pts/\(number)"
        var window = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(near, UInt(TIOCSWINSZ), &window)
    }

    deinit { close(near) }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(near, bytes, bytes.count)
    }

    /// Takes off what the program wrote for so long; true when it wrote anything.
    @discardableResult
    func drain(microseconds: Int32) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var hasWritten = false
        let end = Date(timeIntervalSinceNow: Double(microseconds) / 1_000_000)
        while true {
            let left = Int32(max(0, end.timeIntervalSinceNow * 1_000))
            var waiting = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, left) == 1, Int32(waiting.revents) & POLLIN != 0 else { break }
            guard read(near, &chunk, chunk.count) > 0 else { break }
            hasWritten = true
        }
        return hasWritten
    }
}
