/// Departments and users: bare arrays, without pages or filters.
extension World {
    func departmentList() -> String {
        let known = departments.indices.filter { !departments[$0].isDeleted }
        return JSONText.array(known.map { departmentText($0, withAgents: false) })
    }

    func departmentText(_ position: Int, withAgents: Bool) -> String {
        let department = departments[position]
        var text = JSONText()
        text.word("id", department.id)
        text.word("companyId", companyID)
        text.field("createdAt", department.createdAt)
        text.field("updatedAt", department.updatedAt)
        text.field("name", department.name)
        text.field("isDefault", department.isDefault)
        text.field("distribuitionEnabled", position % 2 == 0)
        text.word("restrictionType", department.restriction)
        text.null("distributionConfig")
        text.null("directLinks")
        // The list leaves membership out; whether the real one does is not known.
        let members = department.members.map { membershipText(user: $0, department: position) }
        text.raw("agents", withAgents ? JSONText.array(members) : "null")
        text.null("channels")
        // Nothing in the documentation says so; clients must let it through.
        text.raw("businessHours", #"{"zone":"America/Sao_Paulo","slots":[[8.5,18]],"x":null}"#)
        return text.object
    }

    func userList() -> String {
        JSONText.array(users.indices.filter { !users[$0].isDeleted }.map(userText))
    }

    func userText(_ position: Int) -> String {
        let user = users[position]
        var text = JSONText()
        text.word("id", user.recordID)
        text.word("userId", user.userID)
        text.word("companyId", companyID)
        text.field("createdAt", user.createdAt)
        text.field("updatedAt", user.updatedAt)
        text.field("name", user.name)
        text.field("shortName", user.name.split(separator: " ").first.map(String.init))
        text.field("email", "atendente\(position + 1)@exemplo.com.br")
        text.word("phoneNumber", user.phoneNumber)
        text.field("phoneNumberFormatted", Self.formatted(user.phoneNumber))
        text.word("profile", user.profile)
        text.field("isOwner", user.isOwner)
        text.word("availability", user.isAvailable ? "AVAILABLE" : "UNAVAILABLE")
        let memberships = user.departments.filter { !departments[$0].isDeleted }
            .map { membershipText(user: position, department: $0) }
        text.raw("departments", JSONText.array(memberships))
        text.raw("signature", #"{"style":"NAME","ratio":1.50}"#)
        return text.object
    }

    private func membershipText(user: Int, department: Int) -> String {
        var text = JSONText()
        text.word("agentId", users[user].recordID)
        text.word("userId", users[user].userID)
        text.word("departmentId", departments[department].id)
        text.field("isAgent", true)
        text.field("isSupervisor", users[user].isOwner)
        return text.object
    }

    /// `+55 (11) 98765-4321` for `5511987654321`.
    static func formatted(_ phoneNumber: String) -> String {
        let digits = Array(phoneNumber)
        guard digits.count == 13 else { return phoneNumber }
        let area = String(digits[2..<4])
        return "+\(String(digits[..<2])) (\(area)) \(String(digits[4..<9]))-\(String(digits[9...]))"
    }
}
