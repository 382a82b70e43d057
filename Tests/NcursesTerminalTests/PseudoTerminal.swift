import Glibc
import Terminal

/// A terminal whose other end the test holds.
final class PseudoTerminal {
    /// The end of whoever looks at the screen and types.
    let near: Int32
    /// The end of the program.
    let far: Int32
    let path: String
    private var isNearOpen = true

    /// TIOCSPTLCK and TIOCGPTN, which Swift does not import: `_IOW('T', 0x31, int)` and `_IOR('T', 0x30, unsigned)`.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init(size: Size) throws {
        near = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: Int32 = 0
        var unlock: Int32 = 0
        guard near >= 0, ioctl(near, Self.setLock, &unlock) == 0, ioctl(near, Self.getNumber, &number) == 0
        else { throw TerminalError.system(call: "ptmx", errno: errno) }
        path = "/dev/pts/\(number)"
        far = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard far >= 0 else { throw TerminalError.system(call: "open", errno: errno) }
        resize(to: size)
    }

    deinit {
        hangUp()
        close(far)
    }

    /// Changes the size; the caller sends SIGWINCH, as this is nobody's controlling terminal.
    func resize(to size: Size) {
        var window = winsize(ws_row: UInt16(size.height), ws_col: UInt16(size.width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(near, UInt(TIOCSWINSZ), &window)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        precondition(write(near, bytes, bytes.count) == bytes.count)
    }

    /// What the program has written since the last call.
    func output() -> [UInt8] {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        var waiting = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) == 1, Int32(waiting.revents) & POLLIN != 0 {
            let count = read(near, &chunk, chunk.count)
            guard count > 0 else { break }
            output += chunk[..<count]
        }
        return output
    }

    /// Writes carriage returns, which nobody sees, until the terminal takes no more.
    func fill() {
        let filler = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        while write(filler, "\r", 1) == 1 {}
        close(filler)
    }

    func hangUp() {
        if isNearOpen { close(near) }
        isNearOpen = false
    }

    /// Everything `stty` would show, for comparison.
    var modes: [UInt32] {
        var modes = termios()
        guard tcgetattr(far, &modes) == 0 else { return [] }
        let keys = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt32.init) }
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + keys
    }
}
