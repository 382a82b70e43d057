import Digest
import Dispatch
import FoundationEssentials
import Glibc
package import LoftyAPI
import PrivateFiles
import Synchronization

/// Receives what Lofty posts to a callback, on 127.0.0.1: behind a proxy that ends TLS.
///
/// Lofty signs nothing, so what it sends is known by a secret as the last part of the path. It takes `POST` with a JSON
/// body, by length or in chunks, one request a connection, and answers with a bare status.
///
/// ```swift
/// let receiver = try WebhookReceiver.start(port: 0, secret: secret, taking: { delivery in true })
/// defer { receiver.stop() }
/// ```
package final class WebhookReceiver: Sendable {
    package let port: UInt16
    private let stopEnd: OwnedSocket
    private let isStopped = Mutex(false)

    private init(port: UInt16, stopEnd: OwnedSocket) {
        self.port = port
        self.stopEnd = stopEnd
    }

    deinit { stop() }

    /// Listens until ``stop()``.
    ///
    /// `port` 0 takes a free one, and `secret` is what the path of a true delivery ends with. `take` keeps a delivery and
    /// answers false when that failed, so that it is worth sending again; a thread of the receiver calls it and waits for
    /// it. `refused` is told of what was not taken.
    ///
    package static func start(
        port: UInt16,
        secret: String,
        limits: ReceiverLimits = ReceiverLimits(),
        taking take: @escaping @Sendable (WebhookDelivery) -> Bool,
        refused: @escaping @Sendable (Refusal) -> Void = { _ in }
    ) throws(ReceiverError) -> WebhookReceiver {
        let (listener, port) = try Sockets.listen(port: port)
        let (readEnd, writeEnd) = try Sockets.pipe()
        let gate = ReceiverGate(secret: secret, take: take)
        let judge = Exchange.Judge(
            head: { head throws(Refusal) in try gate.check(head) },
            body: { body throws(Refusal) in try gate.take(body) },
            refused: refused
        )
        let loop = ReceiverLoop(listener: listener, stop: readEnd, limits: limits, judge: judge)
        // A serial queue has a thread of its own while its work waits.
        DispatchQueue(label: "foyer.webhooks").async {
            var loop = loop
            loop.run()
        }
        return WebhookReceiver(port: port, stopEnd: writeEnd)
    }

    /// Closes the listener and every connection; without effect the second time.
    package func stop() {
        // Only the first time somebody listens at the other end; to write to nobody ends the program by SIGPIPE.
        guard
            isStopped.withLock({ isStopped in
                defer { isStopped = true }
                return !isStopped
            })
        else { return }
        var byte: UInt8 = 0
        _ = write(stopEnd.number, &byte, 1)
    }
}

/// Tells true deliveries from everything else.
struct ReceiverGate: Sendable {
    private let secret: [UInt8]
    private let keep: @Sendable (WebhookDelivery) -> Bool

    init(secret: String, take: @escaping @Sendable (WebhookDelivery) -> Bool) {
        // Digests have one length, so the comparison tells nothing of the secret's.
        self.secret = Digest.sha256(secret.utf8)
        keep = take
    }

    func check(_ head: RequestHead) throws(Refusal) {
        let last = head.path.split(separator: "/").last ?? ""
        guard ConstantTime.areEqual(Digest.sha256(last.utf8), secret) else { throw .unknownPath }
        guard head.method == "POST" else { throw .wrongMethod }
    }

    func take(_ body: [UInt8]) throws(Refusal) {
        let delivery: WebhookDelivery
        do throws(WebhookDeliveryError) {
            delivery = try WebhookDelivery(Data(body))
        } catch {
            throw .noDelivery
        }
        guard keep(delivery) else { throw .notKept }
    }
}
