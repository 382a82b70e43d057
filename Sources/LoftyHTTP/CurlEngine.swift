import CCurl
import LoftyAPI

/// Owns the C client: its thread starts here and is joined when the last user lets go.
///
/// `@unchecked Sendable`: the pointer never changes, and the C client guards its state with a mutex of its own.
final class CurlEngine: @unchecked Sendable {
    let client: OpaquePointer

    init(maximumTransfers: Int) throws(TransportError) {
        var reason: UnsafePointer<CChar>?
        guard let client = foyer_curl_open(max(1, maximumTransfers), &reason) else {
            throw TransportError(.unusable, detail: reason.map { String(cString: $0) } ?? "libcurl did not start")
        }
        self.client = client
    }

    deinit { foyer_curl_close(client) }
}
