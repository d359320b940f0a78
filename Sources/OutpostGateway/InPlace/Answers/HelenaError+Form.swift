import Hummingbird

// What the API says when a request is understood and cannot be done: HTTP 500 with FORM_ERROR, for
// what is not there and for what is malformed alike, and in Portuguese. Programs have learned it.
extension HelenaError {
    static func form(_ text: String) -> HelenaError {
        HelenaError(status: .internalServerError, key: "FORM_ERROR", text: text)
    }

    static func invalid(_ field: String) -> HelenaError {
        form("O valor informado para \(field) é inválido.")
    }

    static let noSuchSession = form("Sessão não encontrada.")
    static let noSuchDepartment = form("Departamento não encontrado.")
    static let noSuchUser = form("Usuário não encontrado.")
    static let malformedBody = form("O corpo da requisição é inválido.")
    static let sessionEnded = form("A sessão já foi concluída.")
    static let userOutsideDepartment = form("O usuário não pertence ao departamento.")
    static let nothingToTransfer = form("Informe o departamento ou o usuário de destino.")
}
