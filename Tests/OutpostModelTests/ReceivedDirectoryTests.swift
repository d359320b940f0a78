import OutpostModel
import Testing

@Suite("departments and users as they arrive")
struct ReceivedDirectoryTests {
    @Test("a department with all that we use, and more")
    func department() throws {
        let object = try Example.object(
            """
            {"id":"\(Example.departmentID.uppercased())","name":"Vendas","isDefault":true,
             "distribuitionEnabled":true,"agents":[{"userId":"x"}],"novelty":[1]}
            """)
        let department = try #require(Department(received: object))
        #expect(department.id.text == Example.departmentID)
        #expect(department.name == "Vendas")
        #expect(department.isDefault)
        #expect(department.object.object == object)
    }

    @Test(
        "a department that says little is called by its id",
        arguments: ["", #","name":null"#, #","name":7,"isDefault":"yes""#, #","isDefault":null"#])
    func sparseDepartment(_ members: String) throws {
        let object = try Example.object(#"{"id":"\#(Example.departmentID)"\#(members)}"#)
        let department = try #require(Department(received: object))
        #expect(department.name == "0b5c1a52")
        #expect(!department.isDefault)
    }

    @Test(
        "what has no usable id is no department and no user",
        arguments: ["{}", #"{"id":null}"#, #"{"id":7,"userId":7}"#, #"{"id":"x","userId":""}"#])
    func withoutID(_ json: String) throws {
        let object = try Example.object(json)
        #expect(Department(received: object) == nil)
        #expect(User(received: object) == nil)
    }

    @Test("a user is known by userId, not by the record's id")
    func user() throws {
        let object = try Example.object(
            """
            {"id":"\(Example.sessionID)","userId":"\(Example.userID)","name":"João",
             "shortName":"J","email":"joao@example.com","availability":"AVAILABLE",
             "departments":[{"departmentId":"\(Example.departmentID)","isAgent":true}],
             "novelty":{}}
            """)
        let user = try #require(User(received: object))
        #expect(user.id.text == Example.userID)
        #expect(user.name == "João")
        #expect(user.email == "joao@example.com")
        #expect(user.availability == "AVAILABLE")
        #expect(user.departments == [Example.id(Example.departmentID)])
        #expect(user.object.object == object)
    }

    @Test(
        "a user without a name goes by the short one, or by the id",
        arguments: [
            (#","shortName":"Jo""#, "Jo"), (#","name":null,"shortName":"Jo""#, "Jo"),
            ("", "0b5c1a52"), (#","name":3"#, "0b5c1a52"),
        ])
    func namelessUser(_ members: String, _ name: String) throws {
        let object = try Example.object(#"{"userId":"\#(Example.userID)"\#(members)}"#)
        #expect(User(received: object)?.name == name)
    }

    @Test("memberships that cannot be read are left out, the others kept")
    func oddMemberships() throws {
        let object = try Example.object(
            """
            {"userId":"\(Example.userID)","departments":[null,7,{},{"departmentId":null},
             {"departmentId":"x"},{"departmentId":"\(Example.departmentID)"}]}
            """)
        #expect(User(received: object)?.departments == [Example.id(Example.departmentID)])
    }

    @Test("departments of another shape are none", arguments: ["null", "{}", "7", #""x""#])
    func noMemberships(_ departments: String) throws {
        let object = try Example.object(
            #"{"userId":"\#(Example.userID)","departments":\#(departments)}"#)
        #expect(User(received: object)?.departments.isEmpty == true)
    }
}
