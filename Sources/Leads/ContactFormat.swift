/// What a typed address or number must look like, so that a slip is seen before it is sent.
///
/// Lofty takes anything; a stricter grammar would refuse what people really use.
public enum ContactFormat {
    /// True when something stands on both sides of an `@`.
    public static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
    }

    /// True for at least seven digits in at most ``LeadLimits/phone`` characters.
    public static func isPhone(_ text: String) -> Bool {
        Phone(text).digits.count >= 7 && LeadLimits.length(of: text) <= LeadLimits.phone
    }
}
