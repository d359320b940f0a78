import OutpostModel
import Testing

@Suite("where a transfer goes")
struct TransferTargetTests {
    private static func place(_ department: Int?, _ user: Int?) -> Placement {
        Placement(
            departmentID: department.map { Example.id($0) }, userID: user.map { Example.id($0) })
    }

    private static let sales: TransferTarget = .department(Example.id(1))
    private static let ana: TransferTarget = .user(Example.id(7), in: nil)
    private static let anaInSales: TransferTarget = .user(Example.id(7), in: Example.id(1))

    @Test("there is no target without a department and a user")
    func empty() {
        #expect(TransferTarget(departmentID: nil, userID: nil) == nil)
    }

    @Test("what it is made of can be read from it")
    func parts() {
        let made = TransferTarget(departmentID: Example.id(1), userID: Example.id(7))
        #expect(made == Self.anaInSales)
        #expect(made?.departmentID == Example.id(1))
        #expect(made?.userID == Example.id(7))
        #expect(TransferTarget(departmentID: Example.id(1), userID: nil) == Self.sales)
        #expect(Self.sales.userID == nil)
        #expect(TransferTarget(departmentID: nil, userID: Example.id(7)) == Self.ana)
        #expect(Self.ana.departmentID == nil)
    }

    @Test(
        "a user is reached when the user has the session, in the department if one was named",
        arguments: [
            (ana, place(nil, 7), true), (ana, place(1, 7), true), (ana, place(1, 8), false),
            (ana, place(1, nil), false), (anaInSales, place(1, 7), true),
            (anaInSales, place(2, 7), false), (anaInSales, place(nil, 7), false),
            (anaInSales, place(1, nil), false), (anaInSales, place(1, 8), false),
        ])
    func users(_ target: TransferTarget, _ placement: Placement, _ isReached: Bool) {
        for base in [nil, placement, Self.place(3, nil)] {
            #expect(target.isReached(at: placement, from: base) == isReached)
        }
    }

    @Test(
        "a department is reached in its queue, or with a user who did not have it there before",
        arguments: [
            (place(1, nil), nil, true), (place(1, nil), place(1, nil), true),
            (place(1, nil), place(1, 7), true), (place(1, nil), place(2, 7), true),
            (place(1, 7), nil, true), (place(1, 7), place(2, 7), true),
            (place(1, 7), place(1, nil), true), (place(1, 7), place(1, 8), true),
            (place(1, 7), place(1, 7), false),
            (place(2, nil), place(2, nil), false), (place(2, 7), nil, false),
            (place(nil, nil), nil, false), (place(nil, 7), place(1, 7), false),
        ] as [(Placement, Placement?, Bool)])
    func departments(_ placement: Placement, _ base: Placement?, _ isReached: Bool) {
        #expect(Self.sales.isReached(at: placement, from: base) == isReached)
    }
}
