import Hummingbird

extension Problem {
    static let noToken = Problem(
        kind: .unauthorized, detail: "the local API asks for its token",
        advice:
            "send `Authorization: Bearer …` with what the file `token` in the data directory holds",
        headers: [.wwwAuthenticate: "Bearer"])

    static let wrongToken = Problem(
        kind: .unauthorized, detail: "that is not the local API's token",
        advice: "it is in the file `token` in the data directory; the API's own key is not it",
        headers: [.wwwAuthenticate: #"Bearer error="invalid_token""#])

    var isWrongToken: Bool { detail == Self.wrongToken.detail }

    static let foreignHost = Problem(
        kind: .foreign, detail: "the request was meant for another host",
        advice: "call it 127.0.0.1 or localhost, or add the name to the setting gateway.names")

    static let foreignOrigin = Problem(
        kind: .foreign, detail: "the request comes from a web page of another host",
        advice: "web pages cannot use the local API; call it from a program")
}
