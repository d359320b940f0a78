import OutpostModel

extension TransferTarget {
    /// The body of a transfer.
    ///
    /// The target being an enum, `type` alone cannot be written.
    func body(stopsBot: Bool) -> JSONValue {
        .object([
            "type": .string(userID == nil ? "DEPARTMENT" : "USER"),
            "newDepartmentId": departmentID.map { .string($0.text) } ?? .null,
            "newUserId": userID.map { .string($0.text) } ?? .null,
            "options": .object(["stopBotInExecution": .bool(stopsBot)]),
        ])
    }
}
