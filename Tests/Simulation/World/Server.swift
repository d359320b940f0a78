import Foundation
import OutpostModel

/// The remote API as far as transfers need it: sessions, their places, and who moved them.
struct Server {
    struct Chat {
        let id: Session.ID
        var placement: Placement
        var status: Session.Status
        let createdAt: Timestamp
        var updatedAt: Timestamp
        var version = 0
    }

    private(set) var chats: [Chat] = []
    let departments: [Department.ID]
    let users: [User.ID]
    /// A department that the branch knows and the server does not.
    let goneDepartment: Department.ID
    /// The first department hands what arrives to this user at once.
    let greeter: User.ID?
    /// At most so many items to a page, whatever is asked for.
    let pageLimit: Int
    /// Whether `UpdatedAt.After` does anything.
    let honoursBound: Bool

    init(sessions: Int, _ numbers: inout Numbers, at now: Date) {
        departments = (0..<3).map { _ in Department.ID(numbers.uuid())! }
        users = (0..<3).map { _ in User.ID(numbers.uuid())! }
        goneDepartment = Department.ID(numbers.uuid())!
        greeter = numbers.happens(0.3) ? users[0] : nil
        pageLimit = numbers.pick([2, 3, 100])
        honoursBound = numbers.happens(0.9)
        for number in 0..<sessions {
            // Some were created at one moment: from a list that somebody imported.
            let age = Double((sessions - number) / 3 * 3_600)
            let user = numbers.happens(0.3) ? numbers.pick(users) : nil
            chats.append(
                Chat(
                    id: Session.ID(numbers.uuid())!,
                    placement: Placement(
                        departmentID: numbers.pick(departments), userID: user),
                    status: user == nil ? .pending : .inProgress,
                    createdAt: Timestamp(now.addingTimeInterval(-age)),
                    updatedAt: Timestamp(now)))
        }
    }

    func place(of id: Session.ID) -> Int? { chats.firstIndex { $0.id == id } }

    func session(_ place: Int) -> Session {
        let chat = chats[place]
        return Session(
            id: chat.id, number: nil, status: chat.status,
            departmentID: chat.placement.departmentID, userID: chat.placement.userID,
            contactName: nil, contactPhone: nil, createdAt: chat.createdAt,
            updatedAt: chat.updatedAt,
            object: JSONText(trusted: "{\"version\":\(chat.version)}"))
    }

    /// Whether it would take the transfer.
    func takes(_ target: TransferTarget, _ place: Int) -> Bool {
        chats[place].status.isOpen && target.departmentID != goneDepartment
    }

    mutating func transfer(_ place: Int, to target: TransferTarget, at now: Date) {
        let department = target.departmentID ?? chats[place].placement.departmentID
        var user = target.userID
        if user == nil, department == departments[0] { user = greeter }
        move(place, to: Placement(departmentID: department, userID: user), at: now)
    }

    mutating func move(_ place: Int, to placement: Placement, at now: Date) {
        chats[place].placement = placement
        chats[place].status = placement.userID == nil ? .pending : .inProgress
        touch(place, at: now)
    }

    mutating func complete(_ place: Int, at now: Date) {
        chats[place].status = .completed
        touch(place, at: now)
    }

    /// A message came: newer, and where it was.
    mutating func touch(_ place: Int, at now: Date) {
        chats[place].version += 1
        chats[place].updatedAt = max(
            Timestamp(now), Timestamp(ticks: chats[place].updatedAt.ticks + 1))
    }

    func page(_ request: SessionPageRequest) -> SessionPage {
        let chosen = chats.indices.filter { place in
            let chat = chats[place]
            let isOfStatus = request.statuses.isEmpty || request.statuses.contains(chat.status)
            if let bound = request.createdAfter, chat.createdAt <= bound { return false }
            guard honoursBound, let bound = request.updatedAfter else { return isOfStatus }
            return isOfStatus && chat.updatedAt > bound
        }
        let found = request.newestFirst ? chosen.reversed() : chosen
        let size = min(request.pageSize, pageLimit)
        let start = min((request.pageNumber - 1) * size, found.count)
        let end = min(start + size, found.count)
        return SessionPage(
            sessions: found[start..<end].map { session($0) }, unreadable: 0,
            pageNumber: request.pageNumber, totalItems: found.count, totalPages: nil,
            hasMore: end < found.count)
    }
}
