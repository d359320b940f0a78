/// What each fault does to an answer.
extension Fault {
    /// What comes in place of the API's answer; nil if the request gets through to the API.
    func delivery(errors: inout ErrorBodies, at now: Timestamp) -> Delivery? {
        switch self {
        case .lineCut: .lineCut
        case .neverAnswered: .silence
        case .reset: .reset
        case .tooManyRequests(let retryAfter):
            .whole(errors.tooManyRequests(retryAfter, at: now))
        case .internalError:
            .whole(
                Response(status: 500, contentType: "text/plain", body: "Internal Server Error"))
        case .unexplainedError:
            .whole(
                errors.response(500, key: nil, text: "Ocorreu um erro inesperado.", at: now))
        case .unavailable:
            .whole(Response(status: 503, contentType: Response.html, body: Self.gatewayPage))
        case .errorInOK(let key):
            .whole(
                Response(body: errors.body(500, key: key, text: "Operação inválida.", at: now)))
        case .refusal: .whole(errors.unsolvable(at: now))
        case .loginPage:
            .whole(Response(contentType: Response.html, body: Self.hotelPage))
        case .delay, .slowBody, .cutOff, .answerLost: nil
        }
    }

    /// How the API's answer travels under this fault.
    func delivery(of response: Response) -> Delivery {
        switch self {
        case .delay(let duration): .delayed(response, duration)
        case .slowBody(let duration): .slowly(response, over: duration)
        case .cutOff: .cutOff(response)
        case .answerLost: .closed
        case .lineCut, .neverAnswered, .reset, .tooManyRequests, .internalError,
            .unexplainedError, .unavailable, .errorInOK, .refusal, .loginPage:
            .whole(response)
        }
    }

    static let gatewayPage = """
        <html><head><title>503 Service Temporarily Unavailable</title></head>
        <body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>
        """

    static let hotelPage = """
        <!DOCTYPE html><html lang="pt-BR"><head><title>Wi-Fi Hotel Estrela do Mar</title></head>
        <body><h1>Bem-vindo!</h1><form action="/login" method="post">
        <label>Quarto <input name="quarto"></label><button>Conectar</button></form></body></html>
        """
}
