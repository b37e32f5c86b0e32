import Age
import ArgumentParser
import Base
import Workspace

/// `ward rehearse`: whether the recovery key on its paper still opens what it must.
struct WardRehearseVerb: Verb {
    static let page = HelpPage(
        name: "ward rehearse", alias: nil,
        summary: Bilingual("thử khóa khôi phục chép trên giấy", "try the recovery key from its paper"),
        usage: "ward rehearse [--identity KHÓA]",
        options: [identityOption],
        about: [
            Bilingual(
                "Mở bản niêm phong keys/ward-keys.age bằng khóa khôi phục và so với khóa đang dùng. Không thay đổi gì. Chép tệp ấy ra nơi khác: nó cùng khóa khôi phục dựng lại được sổ của phường khi mất máy.",
                "Opens the sealed copy keys/ward-keys.age with the recovery key and compares it with the keys in use. Changes nothing. Keep a copy of that file elsewhere: with the recovery key it makes the ward's book again when the computer is lost."
            )
        ],
        examples: ["sotay ward rehearse"])

    @Option var identity: String?

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        try book.rehearse(app.recoveryKey(identity))
        if app.options.json {
            app.emit(.object(["opens": .bool(true), "file": .string(book.folder.sealedKeys)]))
        } else {
            app.print(
                Bilingual(
                    "Đúng: khóa khôi phục mở được \(book.folder.sealedKeys), và trong đó là khóa đang dùng của phường.",
                    "Right: the recovery key opens \(book.folder.sealedKeys), which holds the ward's keys in use."))
        }
        return .done
    }
}

/// `ward recover`: a lost ward's book from the sealed copy of its keys.
struct WardRecoverVerb: Verb {
    static let page = HelpPage(
        name: "ward recover", alias: nil,
        summary: Bilingual(
            "dựng lại sổ của phường từ khóa đã niêm phong", "the ward's book again from its sealed keys"),
        usage: "ward recover TỆP --area MÃ --plan MÃ [--name TÊN] [--identity KHÓA]",
        options: [
            identityOption,
            .init(flags: "--area MÃ", text: Bilingual("như ở `ward init`", "as for `ward init`")),
            .init(flags: "--plan MÃ", text: Bilingual("như ở `ward init`", "as for `ward init`")),
            .init(flags: "--name TÊN", text: Bilingual("tên máy", "the computer's name")),
        ],
        about: [
            Bilingual(
                "TỆP là bản sao của keys/ward-keys.age. Chỉ dùng khi không có bản sao lưu: có thì `restore`. Sổ mới mở được mọi lô cũ và bộ kit đã phát vẫn dùng được, nhưng phiếu phải gộp lại: TRƯỚC HẾT gộp biên nhận cuối cùng phường đã phát (nó nhắc lại việc thu hồi máy và xoá theo yêu cầu), rồi bảo các máy `sotay export --all`. Các quyết định của phường (tin cậy máy, số liệu) phải làm lại. Bản sao chép trước khi `device rotate` không mở được lô gửi sau đó.",
                "FILE is a copy of keys/ward-keys.age. Only without a backup: with one, `restore`. The new book opens every old batch and kits stay in use, but records have to be merged anew: FIRST merge the last receipt that the ward gave out (it says again who was revoked and what was erased), then have the devices `sotay export --all`. The ward's decisions (trust, figures) have to be made again. A copy from before a `device rotate` does not open what was sent since."
            )
        ],
        examples: ["sotay ward recover ward-keys.age --area 11542 --plan nam-trieu-2026"])

    @Option var area: String
    @Option var plan: String
    @Option var name: String = "UBND"
    @Option var identity: String?
    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let setup = WardSetup(
            areaCode: area, plan: plan, owner: name, passphrase: try app.newPassphrase(isAsked: false))
        let recovery = try app.recoveryKey(identity)[0]
        let outcome = try setup.recover(
            from: file, with: recovery, at: app.bookFolder, surroundings: app.surroundings)
        if app.options.json {
            app.emit(
                .object([
                    "book": .string(app.bookFolder.path), "area": .string(area), "name": .string(outcome.areaName),
                    "fingerprint": .string(outcome.fingerprint),
                ]))
            return .done
        }
        app.print(
            Bilingual(
                "Đã dựng lại sổ của \(outcome.areaName) (\(area)) ở \(app.bookFolder.path), dấu khóa \(outcome.fingerprint).",
                "Made the book of \(outcome.areaName) (\(area)) again in \(app.bookFolder.path), fingerprint \(outcome.fingerprint)."
            ))
        app.print(
            Bilingual(
                "TRƯỚC HẾT gộp biên nhận cuối cùng phường đã phát: lô cũ còn nội dung đã xoá theo yêu cầu. Rồi bảo các máy gửi lại tất cả bằng `sotay export --all`, gộp và tin cậy từng máy.",
                "FIRST merge the last receipt that the ward gave out: old batches still hold what was erased on request. Then have the devices send everything again with `sotay export --all`, merge and trust each."
            ))
        return .done
    }
}

private let identityOption = HelpPage.Option(
    flags: "--identity KHÓA",
    text: Bilingual(
        "khóa khôi phục, hoặc tệp chứa nó; không ghi thì được hỏi",
        "the recovery key, or a file that holds it; asked for when left out"))

extension App {
    /// The recovery key as it was given, or as somebody types it without showing it.
    func recoveryKey(_ given: String?) throws -> [AgeIdentity] {
        guard given != nil || canAsk else { throw BookError.recoveryKeyNeeded }
        let question = Bilingual("Khóa khôi phục (AGE-SECRET-KEY-1…): ", "Recovery key (AGE-SECRET-KEY-1…): ")
        return try Restoring.identities(parsing: try given ?? secret(question) ?? "", passphrase: passphrase)
    }
}
