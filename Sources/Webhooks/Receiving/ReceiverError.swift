/// Why nothing can be received.
package enum ReceiverError: Error, Hashable, Sendable {
    case portTaken(UInt16)
    case refused(step: String, reason: String)

    /// What failed, why, and what to do about it.
    package var sentence: String {
        switch self {
        case .portTaken(let port):
            "Port \(port) of this machine is taken by another program. Choose another with --port, or end that one."
        case .refused(let step, let reason): "Nothing can be received: \(step) failed (\(reason))."
        }
    }
}
