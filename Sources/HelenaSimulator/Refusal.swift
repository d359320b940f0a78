/// Why the service does not do what was asked: HTTP 500 with `key: "FORM_ERROR"`, which is how it
/// says both "not found" and "not like this".
package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// In Portuguese, as the service words it.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    static let noSuchSession = Refusal("Sessão não encontrada.")
    static let noSuchDepartment = Refusal("Departamento não encontrado.")
    static let noSuchUser = Refusal("Usuário não encontrado.")
    static let malformedBody = Refusal("O corpo da requisição é inválido.")
    static let sessionCompleted = Refusal("A sessão já foi concluída.")
    static let userOutsideDepartment = Refusal("O usuário não pertence ao departamento.")
    static let nothingToTransfer = Refusal("Informe o departamento ou o usuário de destino.")

    static func invalid(_ field: String) -> Refusal {
        Refusal("O valor informado para \(field) é inválido.")
    }
}
