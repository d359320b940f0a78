/// The session list and the one session.
extension World {
    /// One page of the list, in its envelope.
    mutating func sessionPage(_ query: SessionQuery, version: APIVersion) -> String {
        let (total, positions) = page(query)
        var items: [String] = []
        items.reserveCapacity(positions.count)
        for position in positions {
            items.append(sessionText(position, version: version, details: query.details))
        }
        return query.page.envelope(items: items, total: total, orderBy: query.orderBy)
    }

    /// How many sessions a query finds, and the positions of those on its page, in order.
    mutating func page(_ query: SessionQuery) -> (total: Int, positions: [Int]) {
        let page = query.page
        // The default walk over everything needs no list of everything.
        let chosen = query.filter.isOpen && !query.isByUpdate ? nil : bounded(query)
        let total = chosen?.count ?? sessions.count
        let positions = page.range(of: total).map { offset in
            let place = page.isDescending ? total - 1 - offset : offset
            return chosen.map { $0[$0.startIndex + place] } ?? place
        }
        return (total, positions)
    }

    /// A walk that goes by creation asks each time from another moment on. The list is in that
    /// order, so the rest of it is found without looking at every session again.
    private mutating func bounded(_ query: SessionQuery) -> ArraySlice<Int> {
        var whole = query
        whole.filter.createdAt.after = nil
        guard !query.isByUpdate, query.filter.createdAt.after != nil else {
            return selection(query)[...]
        }
        let chosen = selection(whole)
        var bounds = query.filter.createdAt
        bounds.before = nil
        var (low, high) = (0, chosen.count)
        while low < high {
            let middle = (low + high) / 2
            let isInside = bounds.contains(sessions[chosen[middle]].createdAt)
            if isInside { high = middle } else { low = middle + 1 }
        }
        return chosen[low...]
    }

    private mutating func selection(_ query: SessionQuery) -> [Int] {
        let key = SelectionCache.Key(filter: query.filter, isByUpdate: query.isByUpdate)
        if let known = selections[key] { return known }
        var chosen: [Int] = []
        for position in sessions.indices
        where query.filter.matches(sessions[position], contacts: contacts) {
            chosen.append(position)
        }
        if query.isByUpdate {
            chosen.sort { (sessions[$0].updatedAt, $0) < (sessions[$1].updatedAt, $1) }
        }
        selections[key] = chosen
        return chosen
    }

    /// The whole object as the API shows it.
    ///
    /// v1 leaves `type` out; details are there on demand.
    mutating func sessionText(
        _ position: Int, version: APIVersion, details: Set<SessionDetail>
    ) -> String {
        let plain = sessionTexts[position] ?? plainSessionText(position)
        sessionTexts[position] = plain
        var text = JSONText(continuing: plain)
        if version == .v2 {
            text.word("type", sessions[position].isGroup ? "GROUP" : "INDIVIDUAL")
        }
        if !details.isEmpty { addDetails(details, of: sessions[position], to: &text) }
        return text.object
    }

    /// What both versions have in common, left open for more.
    private func plainSessionText(_ position: Int) -> String {
        let session = sessions[position]
        let isOpen = session.status != .completed
        var text = JSONText()
        text.word("id", session.id)
        text.word("companyId", companyID)
        text.word("channelId", channelIDs[session.channel])
        text.word("contactId", contacts[session.contact].id)
        text.word("departmentId", session.department.map { departments[$0].id })
        text.word("userId", session.user.map { users[$0].userID })
        text.null("botId")
        text.word("status", session.status.rawValue)
        text.field("statusDescription", session.status.wording)
        text.field("createdAt", session.createdAt)
        text.field("updatedAt", session.updatedAt)
        text.field("startAt", session.createdAt)
        // Null and not there at all are both to be met.
        if session.endAt != nil || session.flavour % 2 == 0 { text.field("endAt", session.endAt) }
        text.word("number", session.number)
        if session.flavour % 3 == 0 { text.null("title") }
        text.field("unreadCount", isOpen ? session.flavour % 5 : 0)
        text.word("windowStatus", ["ACTIVE", "EXPIRED", "NOT_STARTED"][session.flavour % 3])
        text.word("channelType", session.channel == 2 ? "INSTAGRAM" : "WHATSAPP")
        text.null("firstResponseAt")
        text.field("lastInteractionDate", session.lastInteractionAt)
        text.field("lastMessageText", Self.sayings[session.flavour % Self.sayings.count])
        text.word("timeService", isOpen ? nil : "00:1\(session.flavour % 10):05")
        text.word("timeWait", "00:0\(session.flavour % 10):41")
        text.null("previewUrl")
        text.word("origin", "RECEIVED_FROM_HUB")
        text.raw("metadata", #"{"campanha":"verão"}"#)
        // Nothing in the documentation says so; clients must let it through.
        text.raw(
            "routing", "{\"shard\":\(session.flavour % 16),\"weight\":1.50,\"via\":[\"à\",null]}")
        return text.unclosed
    }

    private func addDetails(
        _ details: Set<SessionDetail>, of session: SessionRecord, to text: inout JSONText
    ) {
        if details.contains(.contactDetails) {
            text.raw("contactDetails", contactText(contacts[session.contact]))
        }
        if details.contains(.agentDetails) {
            text.raw("agentDetails", session.user.map(userText) ?? "null")
        }
        if details.contains(.departmentsDetails) {
            let department = session.department.map { departmentText($0, withAgents: false) }
            text.raw("departmentDetails", department ?? "null")
        }
        if details.contains(.channelDetails) || details.contains(.channelTypeDetails) {
            var channel = JSONText()
            channel.word("id", channelIDs[session.channel])
            channel.field("displayName", Names.channels[session.channel])
            channel.word("platform", session.channel == 2 ? "Instagram" : "WhatsApp")
            text.raw("channelDetails", channel.object)
        }
        if details.contains(.classificationDetails) { text.null("classification") }
    }

    private func contactText(_ contact: ContactRecord) -> String {
        var text = JSONText()
        text.word("id", contact.id)
        text.field("name", contact.name)
        text.word("phoneNumber", contact.phoneNumber)
        text.field("phoneNumberFormatted", Self.formatted(contact.phoneNumber))
        text.null("email")
        text.null("pictureUrl")
        text.raw("tagsId", JSONText.array(contact.tags.map { "\"\(tagIDs[$0])\"" }))
        text.raw("tagsName", JSONText.array(contact.tags.map { JSONText.quoted(Names.tags[$0]) }))
        return text.object
    }

    static let sayings = [
        "Bom dia!", "Não recebi o boleto.", "Qual é o horário de atendimento?",
        "Obrigado, até amanhã.", "A ligação caiu \"de novo\"…",
    ]
}
