import Leads

/// A lead as the columns hold it.
struct EncodedLead: Sendable {
    var id: Lead.ID
    var text: [UInt8]
    /// By ``QueryMomentField/column``; not a number when it never happened.
    var moments: SIMD4<Double>
    /// By ``CodedField``.
    var codes: SIMD16<UInt32>
}
