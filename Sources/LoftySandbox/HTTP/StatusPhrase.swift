/// The words behind a status code, for the statuses that the sandbox answers with.
enum StatusPhrase {
    private static let phrases: [Int: String] = [
        200: "OK",
        302: "Found",
        400: "Bad Request",
        401: "Unauthorized",
        403: "Forbidden",
        404: "Not Found",
        405: "Method Not Allowed",
        413: "Content Too Large",
        415: "Unsupported Media Type",
        429: "Too Many Requests",
        500: "Internal Server Error",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
    ]

    static func of(_ status: Int) -> String { phrases[status] ?? "Unspecified" }
}
