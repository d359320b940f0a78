/// Who has a session: a department, a user in it, or nobody yet.
package struct Placement: Hashable, Sendable {
    package let departmentID: Department.ID?
    package let userID: User.ID?

    package init(departmentID: Department.ID?, userID: User.ID?) {
        self.departmentID = departmentID
        self.userID = userID
    }
}
