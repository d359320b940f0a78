/// `….After` and `….Before` of one date field.
struct TimeBounds: Hashable, Sendable {
    var after: Timestamp?
    var before: Timestamp?
    /// Whether a moment equal to a bound is inside.
    ///
    /// The vendor does not say, so both can be had.
    var isInclusive = false

    init() {}

    init(_ query: Query, _ field: String, isInclusive: Bool) throws(Refusal) {
        self.isInclusive = isInclusive
        after = try Self.moment(query, "\(field).After")
        before = try Self.moment(query, "\(field).Before")
    }

    var isOpen: Bool { after == nil && before == nil }

    func contains(_ moment: Timestamp?) -> Bool {
        if isOpen { return true }
        guard let moment else { return false }
        if let after, isInclusive ? moment < after : moment <= after { return false }
        if let before, isInclusive ? moment > before : moment >= before { return false }
        return true
    }

    private static func moment(_ query: Query, _ name: String) throws(Refusal) -> Timestamp? {
        guard let text = query.first(name) else { return nil }
        guard let moment = Timestamp(text: text) else { throw .invalid(name) }
        return moment
    }
}
