/// Why a subscription was not made or not deleted (contract §14.1); all are 400.
enum WebhookRefusal: Hashable, Sendable {
    case type
    case callbackURLMissing
    case callbackURLInvalid
    case tooMany
    case deleteNotExist
    case deleteNoAuthority

    /// Names without a published number ride on that of INVALID_PARAMETER.
    var code: Int {
        switch self {
        case .callbackURLMissing: 20049
        case .type, .callbackURLInvalid, .tooMany, .deleteNotExist, .deleteNoAuthority: 20012
        }
    }

    var message: String {
        switch self {
        case .type: "WEBHOOK_TYPE_ERROR"
        // Misleading, and so on the wire: the key is missing, or called `url`.
        case .callbackURLMissing: "Please enter url in right format"
        case .callbackURLInvalid: "WEBHOOK_CALLBACK_URL_INVALID"
        case .tooMany: "WEBHOOK_EXCEED_LIMIT"
        case .deleteNotExist: "WEBHOOK_DELETE_NOT_EXIST"
        case .deleteNoAuthority: "WEBHOOK_DELETE_NO_AUTHORITY"
        }
    }
}
