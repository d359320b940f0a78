/// The messages of one session.
extension World {
    mutating func messagePage(
        _ sessionID: String, _ query: Query, rules: SimulatorSettings
    ) throws(Refusal) -> String {
        let position = try session(sessionID)
        let page = try PageRequest(query)
        let bounds = try TimeBounds(query, "CreatedAt", isInclusive: rules.boundsAreInclusive)
        let found = messages(position).filter { bounds.contains($0.createdAt) }
        let items = page.range(of: found.count).map { offset in
            let place = page.isDescending ? found.count - 1 - offset : offset
            return messageText(found[place], sessions[position])
        }
        return page.envelope(items: items, total: found.count, orderBy: query.first("OrderBy"))
    }

    /// What was said, then what writes left behind; oldest first.
    func messages(_ position: Int) -> [MessageRecord] {
        let session = sessions[position]
        // The number, not the position: that shifts when a session is deleted.
        let first = (Int(session.number) ?? 0) * 4
        let said = (0..<1 + session.flavour % 3).map { turn in
            MessageRecord(
                id: Identifier.make(seed: seed, kind: .message, index: first + turn),
                createdAt: session.createdAt.adding(ticks: Int64(turn) * 1_234_560),
                type: "TEXT", isFromCustomer: turn % 2 == 0,
                text: Self.sayings[(session.flavour + turn) % Self.sayings.count], userID: nil)
        }
        return said + transitions[session.id, default: []]
    }

    private func messageText(_ message: MessageRecord, _ session: SessionRecord) -> String {
        var text = JSONText()
        text.word("id", message.id)
        text.word("sessionId", session.id)
        text.word("companyId", companyID)
        text.field("createdAt", message.createdAt)
        text.field("updatedAt", message.createdAt)
        text.word("type", message.type)
        text.word("direction", message.isFromCustomer ? "FROM_HUB" : "TO_HUB")
        text.word("status", "READ")
        text.field("text", message.text)
        text.word("userId", message.userID)
        text.null("fileId")
        text.field("isInternal", message.type == "TRANSITION")
        return text.object
    }
}
