import Foundation
import HelenaSimulator
import OutpostModel

/// Several hundred questions that a program may put to the API: the same ones each time, made from
/// what is in the model.
struct Questions {
    private let departments: [String]
    private let users: [SimulatedUser]
    private let sessions: [SimulatedSession]
    /// A page of sessions in full, for the ids that only objects hold.
    private let objects: [[String: JSONValue]]

    private static let stranger = "0ac3d2e4-0000-4000-8000-00000000000b"

    init(_ simulator: HelenaSimulator, objects: [[String: JSONValue]]) async {
        departments = await simulator.departments().map(\.id)
        users = await simulator.users()
        sessions = await simulator.sessions(limit: 1_000)
        self.objects = objects
    }

    var all: [String] { lists + ones + filters + combinations + mistakes }

    private var lists: [String] {
        [
            "/core/v1/department", "/core/v2/department", "/core/v1/agent", "/chat/v1/session",
            "/chat/v2/session", "/core/v1/department/", "//core//v2/department", "/CORE/v1/Agent",
            "/Chat/V2/SESSION?PageSize=1", "/core/v2/department?anything=1&x=",
        ]
    }

    /// One department, user or session: known, unknown, malformed, with details.
    private var ones: [String] {
        var paths: [String] = []
        let wrong = [Self.stranger, "7", "not-an-id", "00000000-0000-0000-0000-00000000000g"]
        for id in departments.prefix(3) + [departments[0].uppercased()] + wrong {
            for details in [
                "", "?includeDetails=Agents", "?IncludeDetails=all", "?includedetails=x",
            ] {
                paths.append("/core/v1/department/\(id)\(details)")
            }
        }
        for id in users.prefix(3).flatMap({ [$0.id, $0.recordID, $0.id.uppercased()] }) + wrong {
            paths.append("/core/v1/agent/\(id)")
        }
        for id in sessions.prefix(4).map(\.id) + [sessions[0].id.uppercased()] + wrong {
            for version in ["v1", "v2"] {
                paths.append("/chat/\(version)/session/\(id)")
                for detail in Self.details {
                    paths.append("/chat/\(version)/session/\(id)?includeDetails=\(detail)")
                }
            }
        }
        return paths
    }

    private static let details = [
        "Undefined", "AgentDetails", "departmentsdetails", "ContactDetails", "ChannelDetails",
        "ChannelTypeDetails", "ClassificationDetails", "AgentDetails,ContactDetails", "Everything",
    ]

    /// Each filter by itself, with values that are there and values that are not.
    private var filters: [String] {
        let pages = [
            "PageSize=1", "PageSize=100", "PageNumber=2", "PageNumber=3&PageSize=7",
            "PageNumber=99", "PageSize=40&PageNumber=8", "OrderDirection=descending",
            "OrderDirection=DESCENDING&PageNumber=2&PageSize=9", "OrderBy=updatedAt",
            "OrderBy=UPDATEDAT&OrderDirection=Descending", "OrderBy=name", "OrderBy=createdAt",
            "OrderBy=%22%5C%0A", "PageSize=", "pagesize=3&PageSize=4", "PageSize%5B%5D=2", "Page=2",
        ]
        let words = ["Started", "PENDING", "in_progress", "COMPLETED", "hidden", "Undefined"]
        let statuses =
            words.map { "Status=\($0)" } + ["Status=PENDING&status=STARTED", "Status[]=PENDING"]
        let places =
            departments.map { "DepartmentId=\($0)" }
            + users.prefix(12).map { "UserId=\($0.id)" }
            + ["DepartmentId=\(departments[0])&DepartmentId=\(departments[1].uppercased())"]
        let strangers = [
            "DepartmentId", "UserId", "ContactId", "ChannelsId", "TagsId",
        ].map { "\($0)=\(Self.stranger)" }
        let details = Self.details.map { "IncludeDetails=\($0)&PageSize=5" }
        let all = pages + statuses + places + strangers + details + members + moments
        return all.map { "/chat/v2/session?\($0)" }
            + (pages.prefix(4) + statuses.prefix(2)).map { "/chat/v1/session?\($0)" }
    }

    /// By what only objects hold.
    private var members: [String] {
        var found: [String] = ["Type=INDIVIDUAL", "Type=group", "Type=GROUP&Type=INDIVIDUAL"]
        for object in objects.prefix(12) {
            if let id = object["contactId"]?.string { found.append("ContactId=\(id)") }
            if let id = object["channelId"]?.string { found.append("ChannelsId=\(id)") }
            let contact = object["contactDetails"]
            for id in contact?["tagsId"]?.array ?? [] { found.append("TagsId=\(id.string ?? "")") }
            for name in contact?["tagsName"]?.array ?? [] {
                let name = name.string ?? ""
                for form in [name, name.uppercased(), name.lowercased()] {
                    let allowed = CharacterSet.alphanumerics.subtracting(.nonBaseCharacters)
                    let encoded = form.addingPercentEncoding(
                        withAllowedCharacters: allowed.intersection(.urlQueryAllowed))
                    found.append("TagsName=\(encoded ?? "")")
                }
            }
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Bounds that are a session's own moment, and those a tick beside it; in other forms.
    private var moments: [String] {
        let fields = [
            ("CreatedAt", "createdAt"), ("UpdatedAt", "updatedAt"), ("EndAt", "endAt"),
            ("ActiveAt", "createdAt"), ("LastInteractionAt", "lastInteractionDate"),
        ]
        var found: [String] = []
        for (field, member) in fields {
            let texts = objects.compactMap { $0[member]?.string }
            for text in [texts.first, texts.dropFirst(texts.count / 2).first, texts.last] {
                guard let moment = text.flatMap({ Timestamp($0) }) else { continue }
                for more in [-1, 0, 1] {
                    let bound = Timestamp(ticks: moment.ticks + Int64(more)).text
                    found += ["\(field).After=\(bound)", "\(field.lowercased()).before=\(bound)"]
                }
                let day = moment.text.prefix(10)
                found += [
                    "\(field).After=\(day)", "\(field).Before=\(day)T12:30-03:00",
                    "\(field).After=\(day)&\(field).Before=\(moment.text)",
                ]
            }
        }
        return found
    }

    /// Several at once, drawn with the same dice each time.
    private var combinations: [String] {
        let parts = filters.filter { $0.contains("v2") }.compactMap {
            $0.split(separator: "?").last.map { String($0) }
        }
        var dice = UInt64(7)
        func draw(_ count: Int) -> Int {
            dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(dice >> 33) % count
        }
        return (0..<160).map { _ in
            let chosen = (0..<2 + draw(3)).map { _ in parts[draw(parts.count)] }
            let version = draw(4) == 0 ? "v1" : "v2"
            return "/chat/\(version)/session?" + chosen.joined(separator: "&")
        }
    }

    private var mistakes: [String] {
        [
            "Status=OPEN", "Status=PENDING&Status=x", "DepartmentId=7", "UserId=x", "ContactId=x",
            "ChannelsId=x", "TagsId=x", "Type=BOT", "CreatedAt.After=x", "UpdatedAt.Before=2025",
            "EndAt.After=2025-13-01", "ActiveAt.Before=25:00", "LastInteractionAt.After=-1",
            "PageNumber=0", "PageNumber=-1", "PageNumber=x", "PageNumber=99999999999999999999",
            "PageSize=0", "PageSize=101", "PageSize=1.5", "OrderDirection=up", "IncludeDetails=x",
            "IncludeDetails=AgentDetails,x", "Status=x&PageSize=0&IncludeDetails=x",
            "PageSize=0&IncludeDetails=x", "TagsName=x", "UnknownName=x",
        ].map { "/chat/v2/session?\($0)" }
    }
}
