/// A refusal of the contract (§5): what went wrong, and by that its status and body.
enum SandboxError: Error, Hashable, Sendable {
    case unknownEndpoint
    case methodNotAllowed
    case contentTypeMissing(expected: [String])
    /// Of a read that wants a type all the same.
    case mediaTypeNotSupported(String?)
    case bodyTooLarge
    case malformedBody
    case badCredentials
    case keySentAsBearer
    case tooManyRequests
    case invalidParameter(String)
    case limitNotValid
    case limitOversize
    case offsetExceedsLimit
    case parameterTooLong(String)
    case leadNotExist
    case stageNotExist(String)
    case resourceNotExist
    case userNotExist
    case propertyAddressEmpty
    case propertyNotExist
    case notSharedWithCaller
    case permissionDenied
    case endpointNotGranted
    case webhook(WebhookRefusal)
    /// A name of the contract whose number is not published.
    case named(String)
    case importRefused([RowProblem])
    case work(WorkRefusal)
    case internalError
}

extension SandboxError {
    var status: Int {
        switch self {
        case .badCredentials: 401
        case .notSharedWithCaller, .endpointNotGranted: 403
        case .unknownEndpoint, .leadNotExist, .stageNotExist, .resourceNotExist, .userNotExist, .propertyNotExist: 404
        case .methodNotAllowed: 405
        case .bodyTooLarge: 413
        case .mediaTypeNotSupported: 415
        case .tooManyRequests: 429
        case .work(let refusal): refusal.status
        case .internalError: 500
        case .contentTypeMissing, .malformedBody, .keySentAsBearer, .invalidParameter, .limitNotValid, .limitOversize,
            .offsetExceedsLimit, .parameterTooLong, .propertyAddressEmpty, .permissionDenied, .webhook, .named,
            .importRefused:
            400
        }
    }

    /// The gateway answers with a code of its own, the application behind it with a code inside the message.
    var body: JSON {
        switch self {
        case .unknownEndpoint: ["message": "The requested API endpoint does not exist"]
        case .methodNotAllowed: ["message": "The requested method is not supported by this API endpoint"]
        case .bodyTooLarge: ["message": "The request body is too large"]
        case .tooManyRequests: ["message": "Too Many Requests"]
        case .contentTypeMissing(let types):
            ["code": 20001, "message": .string("Content-type must be: \(types.joined(separator: " or "))")]
        case .mediaTypeNotSupported(let type):
            ["message": .string("Content-Type '\(type ?? "null")' is not supported")]
        case .badCredentials: ["code": 20004, "message": "Bad credentials"]
        case .keySentAsBearer: ["code": 200058, "message": "User in token does not exist."]
        case .malformedBody: Self.business(20012, "Invalid parameter: the body is not valid JSON")
        case .invalidParameter(let problem): Self.business(20012, "Invalid parameter: \(problem)")
        case .limitNotValid: Self.business(20042, "Limit must be between 1 and 100")
        // The number behind LIMIT_PARAM_OVERSIZE is not published; it shares that of the other limit.
        case .limitOversize: Self.business(20042, "LIMIT_PARAM_OVERSIZE")
        case .offsetExceedsLimit: Self.business(200104, "offset + limit must not exceed 20000")
        case .parameterTooLong(let name): Self.business(20043, "\(name) is too long")
        case .leadNotExist: Self.business(20006, "Lead not exist")
        // 404 is reported for an unknown stage in a filter, its code is not.
        case .stageNotExist(let name): Self.business(20007, "Stage not exist: \(name)")
        case .resourceNotExist: Self.business(20007, "Resource not exist")
        case .userNotExist: Self.business(20003, "User not exist")
        case .propertyAddressEmpty: Self.business(200057, "Property address is empty")
        case .propertyNotExist: Self.business(200108, "Lead property not exist")
        // The same code, once with the status of the guide and once with that of the reference.
        case .notSharedWithCaller, .permissionDenied: Self.business(20017, "Permission denied")
        case .endpointNotGranted:
            ["code": 200100, "message": "Sorry, the vendor does not have permission for this API."]
        case .webhook(let refusal): Self.business(refusal.code, refusal.message)
        // Names without a published number ride on that of INVALID_PARAMETER.
        case .named(let name): Self.business(20012, name)
        case .importRefused(let problems):
            Self.business(20012, "Invalid parameter: \(problems.count) rows are wrong, so none was imported")
                .setting("errors", to: .array(problems.map(\.json)))
        case .work(let refusal): Self.business(refusal.code, refusal.message)
        case .internalError: Self.business(20005, "There is an internal error happened")
        }
    }

    private static func business(_ code: Int, _ message: String) -> JSON {
        ["message": .string("BaseApplicationException:errorCode=\(code),errorMsg=\(message)")]
    }
}
