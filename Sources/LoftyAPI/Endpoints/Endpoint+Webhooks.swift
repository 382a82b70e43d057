// Webhooks: contract §14. One is made and deleted in the singular, and listed in the plural.

extension Endpoint {
    static let webhooks = reading("/v1.0/webhooks")
    static let createWebhook = adding("/v1.0/webhook")
    static let deleteWebhook = setting(.delete, "/v1.0/webhook/{subscribeId}")
}
