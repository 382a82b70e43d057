/// Why something about a task, transaction, communication or definition was refused (contract §5.3).
enum WorkRefusal: Hashable, Sendable {
    /// A task or appointment that is missing, deleted or on a lead of which the caller must not know.
    case taskNotExist
    case taskIsSmartPlan
    case missingParameter
    case taskOfAnotherLead
    /// A call, text or email that is missing, of another kind or out of the caller's reach; the three look the same.
    case communicationDenied
    /// The whole team was asked for by somebody who may not see it.
    case teamViewDenied
    case transactionNotExist
    case transactionNameBlank
    case transactionNameHTML
    case transactionStatusInvalid
    case attributeNameEmpty
    case attributeTypeEmpty
    case profilesDenied
    case agentNotExist

    var status: Int {
        switch self {
        case .taskNotExist, .transactionNotExist, .agentNotExist: 404
        case .taskIsSmartPlan, .missingParameter, .taskOfAnotherLead, .communicationDenied, .teamViewDenied,
            .transactionNameBlank, .transactionNameHTML, .transactionStatusInvalid, .attributeNameEmpty,
            .attributeTypeEmpty, .profilesDenied:
            400
        }
    }

    /// Names without a published number ride on that of RESOURCE_NOT_EXIST, INVALID_PARAMETER or PERMISSION_DENIED.
    var code: Int {
        switch self {
        case .taskNotExist: 20007
        case .taskIsSmartPlan, .missingParameter, .taskOfAnotherLead, .attributeNameEmpty, .attributeTypeEmpty: 20012
        case .communicationDenied, .teamViewDenied: 20017
        case .transactionNotExist: 200060
        case .transactionNameBlank, .transactionNameHTML: 200062
        case .transactionStatusInvalid: 200125
        case .profilesDenied: 200100
        case .agentNotExist: 20003
        }
    }

    var message: String {
        switch self {
        case .taskNotExist: "TASK_NOT_EXIST"
        case .taskIsSmartPlan: "TASK_IS_SMARTPLAN"
        case .missingParameter: "MISSING_PARAMETER"
        case .taskOfAnotherLead: "INVALID_UPDATE_OPERATION_LEADID"
        case .communicationDenied: "PERMISSION_DENIED"
        case .teamViewDenied: "ACCESS_ALL_TEAM_LEADS"
        case .transactionNotExist: "TRANSACTION_NOT_EXIST"
        case .transactionNameBlank: "TRANSACTION_NAME_BLANK"
        case .transactionNameHTML: "TRANSACTION_NAME_HTML"
        case .transactionStatusInvalid: "TRANSACTION_STATUS_INVALID"
        case .attributeNameEmpty: "ATTRIBUTE_NAME_EMPTY"
        case .attributeTypeEmpty: "ATTRIBUTE_TYPE_EMPTY"
        case .profilesDenied: "VENDOR_HAS_NO_PERMISSION"
        case .agentNotExist: "USER_NOT_EXIST"
        }
    }
}
