import GRDB
import OutpostModel

extension SessionSelection {
    /// What a session must be, where pending transfers are laid over: then they decide who has it.
    func condition(given upcoming: UpcomingPlacements) -> Condition {
        let plain = placement(
            status: "session.status", department: "session.departmentID", user: "session.userID")
        guard asksForPlacement, !upcoming.isEmpty else {
            let others = others
            var condition = Condition.all(plain + others)
            // Of those there are so many kinds that their pairs alone, in every order and with every
            // detail, are thousands of statements: kept, they took 50 MiB.
            condition.isSimple = condition.isSimple && others.isEmpty
            return condition
        }
        let moved = Condition.all(
            placement(
                status: "iif(upcoming.userID IS NULL, 'PENDING', 'IN_PROGRESS')",
                department: "coalesce(upcoming.departmentID, moved.departmentID)",
                user: "upcoming.userID"))
        let stays = Condition.all(plain)
        // What has ended is not moved any more, whatever is pending for it.
        let either = Condition(
            sql: """
                ((\(stays.sql)) AND (session.status IN ('COMPLETED', 'HIDDEN')
                        OR session.id NOT IN (SELECT value ->> '$[0]' FROM json_each(?)))
                    OR session.row IN (SELECT moved.row FROM (\(Self.upcoming)) AS upcoming
                        JOIN session AS moved ON moved.id = upcoming.id
                            AND moved.status NOT IN ('COMPLETED', 'HIDDEN')
                        WHERE \(moved.sql)))
                """,
            arguments: stays.arguments + [upcoming.json, upcoming.json] + moved.arguments,
            isSimple: false)
        return .all([either] + others)
    }

    private static let upcoming = """
        SELECT value ->> '$[0]' AS id, value ->> '$[1]' AS departmentID,
            value ->> '$[2]' AS userID FROM json_each(?)
        """

    private func placement(status: String, department: String, user: String) -> [Condition] {
        [
            .one(status, of: statuses.map(\.rawValue)),
            .one(department, of: departments.map(\.text)),
            .one(user, of: users.map(\.text)),
        ].compactMap(\.self)
    }

    private var others: [Condition] {
        [
            .one(Self.text("contactId"), of: contacts), .one(Self.text("channelId"), of: channels),
            .one("session.object ->> '$.type'", of: types), tagCondition,
        ].compactMap(\.self)
            + Condition.within("session.createdAt", created)
            + Condition.within("session.updatedAt", updated)
            + Condition.within(Self.ticks("endAt"), ended)
            // What the API means by it is not documented: the time from which on it was open.
            + Condition.within("session.createdAt", active)
            + Condition.within(Self.ticks("lastInteractionDate"), lastInteraction)
    }

    /// Both of one tag, where its id and its name are asked for.
    private var tagCondition: Condition? {
        let wanted = Condition.all(
            [
                .one("lower(tag.value)", of: tags),
                .one("swiftLowercaseString(name.value)", of: tagNames.map { $0.lowercased() }),
            ].compactMap(\.self))
        guard !tags.isEmpty || !tagNames.isEmpty else { return nil }
        return Condition(
            sql: """
                EXISTS (SELECT 1 FROM json_each(session.object, '$.contactDetails.tagsId') AS tag
                    LEFT JOIN json_each(session.object, '$.contactDetails.tagsName') AS name
                        ON name.key = tag.key WHERE \(wanted.sql))
                """, arguments: wanted.arguments, isSimple: false)
    }

    /// An id in the object, as ids are compared.
    private static func text(_ member: String) -> String {
        "lower(session.object ->> '$.\(member)')"
    }

    /// A moment in the object: ISO 8601 in UTC, with up to seven fractional digits.
    private static func ticks(_ member: String) -> String {
        let text = "(session.object ->> '$.\(member)')"
        let fraction = "substr(rtrim(substr(\(text), 21), 'Zz') || '0000000', 1, 7)"
        return """
            CAST(strftime('%s', substr(\(text), 1, 19)) AS INTEGER) * 10000000
                + CAST(\(fraction) AS INTEGER)
            """
    }

    var orderSQL: String {
        let direction = isDescending ? "DESC" : "ASC"
        let column = order == .created ? "createdAt" : "updatedAt"
        return "session.\(column) \(direction), session.row \(direction)"
    }
}
