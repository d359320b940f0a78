/// The world as tests see it when they choose what to work with.
extension World {
    var simulatedDepartments: [SimulatedDepartment] {
        departments.map { department in
            SimulatedDepartment(
                id: department.id, name: department.name,
                userIDs: department.members.map { users[$0].userID })
        }
    }

    var simulatedUsers: [SimulatedUser] {
        users.map { user in
            SimulatedUser(
                id: user.userID, recordID: user.recordID, name: user.name,
                departmentIDs: user.departments.map { departments[$0].id })
        }
    }

    func simulatedSession(_ position: Int) -> SimulatedSession {
        let session = sessions[position]
        let contact = contacts[session.contact]
        return SimulatedSession(
            id: session.id, number: session.number, status: session.status.rawValue,
            departmentID: session.department.map { departments[$0].id },
            userID: session.user.map { users[$0].userID },
            contactName: contact.name, contactPhone: contact.phoneNumber,
            createdAt: session.createdAt.date, updatedAt: session.updatedAt.date)
    }
}
