/// Whether calls are bound to the person whose credential they began with.
///
/// A source may hand out another person's key after a rejection. A bound call does not go on with it by itself: it ends
/// as rejected with ``RetryDisposition/retry(after:)``, and whoever made it asks whose key it is, with `GET /v1.0/me`,
/// which is never bound.
package enum CredentialBinding {
    @TaskLocal package static var isBound = false
}
