import ArgumentParser
import Base
import Ledger
import Workspace

private let passphraseOption = HelpPage.Option(
    flags: "--passphrase",
    text: Bilingual(
        "khóa các khóa bằng cụm mật khẩu (hỏi hai lần, hoặc SOTAY_PASSPHRASE)",
        "lock the keys with a passphrase (asked twice, or SOTAY_PASSPHRASE)"))

/// `ward init`: the ward's book.
struct WardInitVerb: Verb {
    static let page = HelpPage(
        name: "ward init", alias: nil,
        summary: Bilingual("tạo sổ của phường/xã", "make the ward's book"),
        usage: "ward init --area MÃ --plan MÃ [--indicators TỆP] [--name TÊN] [--passphrase]",
        options: [
            .init(
                flags: "--area MÃ",
                text: Bilingual(
                    "mã đơn vị: 5 chữ số của xã/phường, 2 của tỉnh", "area code: 5 digits of a ward, 2 of a province")),
            .init(
                flags: "--plan MÃ",
                text: Bilingual(
                    "kế hoạch: \(Shipped.planIDs.joined(separator: ", ")), hoặc tệp .yaml",
                    "plan: \(Shipped.planIDs.joined(separator: ", ")), or a .yaml file")),
            .init(
                flags: "--indicators TỆP",
                text: Bilingual("chỉ tiêu riêng của phường, tệp .yaml", "the ward's own indicators, a .yaml file")),
            .init(
                flags: "--name TÊN",
                text: Bilingual("tên máy, ví dụ \"Phòng VH-XH\"", "the computer's name, such as \"Phòng VH-XH\"")),
            passphraseOption,
        ],
        about: [
            Bilingual(
                "Khóa khôi phục chỉ hiện một lần: chép ra giấy và cất riêng. Ai giữ nó mở được mọi lô của phường.",
                "The recovery key is shown once: write it on paper and keep it apart. Whoever has it opens every batch of the ward."
            )
        ],
        examples: [
            "sotay ward init --area 11542 --plan nam-trieu-2026",
            "sotay ward init --area 19 --plan thai-nguyen-2026",
        ])

    @Option var area: String
    @Option var plan: String
    @Option var indicators: String?
    @Option var name: String = "UBND"
    @Flag var passphrase = false

    func run(in app: App) throws -> ExitStatus {
        let setup = WardSetup(
            areaCode: area, plan: plan, owner: name, passphrase: try app.newPassphrase(isAsked: passphrase),
            indicators: indicators)
        let outcome = try setup.run(at: app.bookFolder, surroundings: app.surroundings)
        if app.options.json {
            app.emit(
                .object([
                    "book": .string(app.bookFolder.path), "area": .string(area), "name": .string(outcome.areaName),
                    "fingerprint": .string(outcome.fingerprint), "recovery_key": .string(outcome.recoveryKey),
                ]))
            return .done
        }
        app.print(
            Bilingual(
                "Đã tạo sổ của \(outcome.areaName) (\(area)) ở \(app.bookFolder.path)",
                "Made the book of \(outcome.areaName) (\(area)) in \(app.bookFolder.path)"))
        app.print(Bilingual("Kế hoạch: \(outcome.planTitle.vi)", "Plan: \(outcome.planTitle.en)"))
        app.print(
            Bilingual("Dấu khóa của phường: \(outcome.fingerprint)", "The ward's fingerprint: \(outcome.fingerprint)"))
        app.screen.print("")
        app.print(
            Bilingual(
                "Khóa khôi phục, chỉ hiện lần này. Chép ra giấy, cất ở nơi khác máy này:",
                "The recovery key, shown this once. Write it on paper and keep it away from this computer:"))
        app.screen.print(Span("  \(outcome.recoveryKey)", .strong))
        app.screen.print("")
        app.print(
            Bilingual(
                "Thử lại khóa đã chép bằng `sotay ward rehearse`.",
                "Try the key as you wrote it with `sotay ward rehearse`."))
        app.print(
            Bilingual(
                "Tiếp theo: tạo bộ kit cho các tổ bằng `sotay kit -o kit.sotay`",
                "Next: make a kit for the teams with `sotay kit -o kit.sotay`"))
        return .done
    }
}

/// `kit`: what volunteers and leads start from.
struct KitVerb: Verb {
    static let page = HelpPage(
        name: "kit", alias: "bo-kit",
        summary: Bilingual("tạo bộ kit có chữ ký của phường", "make the ward's signed kit"),
        usage: "kit -o TỆP [--team MÃ]",
        options: [
            .init(flags: "-o, --output TỆP", text: Bilingual("tệp sẽ ghi", "the file to write")),
            .init(
                flags: "--team MÃ",
                text: Bilingual(
                    "kit riêng của một tổ: lô sẽ niêm phong cho cả tổ trưởng của tổ ấy",
                    "a kit of one team: batches will be sealed to its lead too")),
        ],
        about: [
            Bilingual(
                "Bộ kit mang mã bí mật để ghi danh: trao tận tay, đừng đăng lên nhóm chat.",
                "A kit holds the secret of enrolment: hand it over in person, never post it in a chat group.")
        ],
        examples: ["sotay kit --team T01 -o kit-T01.sotay"])

    @Option(name: .shortAndLong) var output: String
    @Option var team: String = ""

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let (leads, others) = try app.openBook().makeKit(team: team, to: output)
        if app.options.json {
            app.emit(.object(["file": .string(output), "team": .string(team), "leads": .strings(leads.map(\.name))]))
            return .done
        }
        app.print(Bilingual("Đã ghi bộ kit: \(output)", "Wrote the kit: \(output)"))
        if !team.isEmpty {
            app.print(
                leads.isEmpty
                    ? Bilingual(
                        "Tổ \(team) chưa có tổ trưởng được tin cậy: lô chỉ phường mở được. \(Self.advice(others).vi)",
                        "Team \(team) has no trusted lead: only the ward will open its batches. \(Self.advice(others).en)"
                    )
                    : Bilingual(
                        "Tổ trưởng mở được lô: \(leads.map(\.name).joined(separator: ", "))",
                        "Leads who can open the batches: \(leads.map(\.name).joined(separator: ", "))"))
        }
        app.print(
            Bilingual(
                "Người nhận chạy: sotay init --kit \(output) --name \"Họ Tên\"",
                "Whoever gets it runs: sotay init --kit \(output) --name \"Full Name\""))
        return .done
    }

    /// What makes a lead of the team one whom the kit names.
    private static func advice(_ known: [Card]) -> Bilingual {
        let names = Set(known.map(\.name.printable)).sorted()
        guard !names.isEmpty else {
            return Bilingual(
                "Gộp thẻ của tổ trưởng trước rồi tạo lại kit.", "Merge the lead's card, then make the kit again.")
        }
        let list = names.joined(separator: ", ")
        return Bilingual(
            "Sổ có thẻ của \(list), chưa tin cậy hoặc đã thu hồi: so dấu khóa, `sotay device trust`, rồi tạo lại kit.",
            "The book has the card of \(list), not trusted or revoked: compare the fingerprint, `sotay device trust`, then make the kit again."
        )
    }
}

/// `init`: a volunteer's or a lead's book.
struct InitVerb: Verb {
    static let page = HelpPage(
        name: "init", alias: "khoi-tao",
        summary: Bilingual("tạo sổ trên máy của mình từ bộ kit", "make your own book from the kit"),
        usage: "init --kit TỆP --name TÊN [--role volunteer|lead] [--team MÃ] [--member MÃ] [-o THẺ] [--passphrase]",
        options: [
            .init(
                flags: "--kit TỆP",
                text: Bilingual("bộ kit nhận từ phường hoặc tổ trưởng", "the kit from the ward or the lead")),
            .init(
                flags: "--name TÊN",
                text: Bilingual("tên chủ máy, để tổ trưởng nhận ra", "the owner's name, for the lead to recognise")),
            .init(
                flags: "--role VAI",
                text: Bilingual("volunteer (thành viên, mặc định) hoặc lead (tổ trưởng)", "volunteer (default) or lead")
            ),
            .init(flags: "--team MÃ", text: Bilingual("mã tổ; mặc định theo bộ kit", "the team; the kit's by default")),
            .init(
                flags: "--member MÃ",
                text: Bilingual(
                    "mã thành viên, điền sẵn khi ghi (ví dụ T05-07)",
                    "your member code, filled in when logging (such as T05-07)")),
            .init(
                flags: "-o, --output THẺ",
                text: Bilingual(
                    "ghi thẻ máy ra tệp để phường tin cậy (tổ trưởng cần)",
                    "write the device card to a file for the ward to trust (leads need it)")),
            passphraseOption,
        ],
        examples: ["sotay init --kit kit-T01.sotay --name \"Nguyễn Thị Ý\" --member T01-03"])

    @Option var kit: String
    @Option var name: String
    @Option var role: String = "volunteer"
    @Option var team: String?
    @Option var member: String?
    @Option(name: .shortAndLong) var output: String?
    @Flag var passphrase = false

    func run(in app: App) throws -> ExitStatus {
        guard let role = DeviceRole(rawValue: role), role != .ward else {
            throw UsageError.valueWrong(role, option: "--role", known: ["volunteer", "lead"])
        }
        try app.mayWrite(output)
        let kit = try readKit()
        let joining = Joining(
            kit: kit, name: name, role: role, team: team, member: member,
            passphrase: try app.newPassphrase(isAsked: passphrase))
        let card = try joining.run(at: app.bookFolder, surroundings: app.surroundings)
        if let output { try DurableFile.write(card.lines, to: output) }
        if app.options.json {
            app.emit(
                .object([
                    "book": .string(app.bookFolder.path), "ward": .string(kit.ward.fingerprint),
                    "fingerprint": .string(card.signingKey.fingerprint), "card": output.map { .string($0) } ?? .null,
                ]))
            return .done
        }
        app.print(
            Bilingual(
                "Đã tạo sổ của \(card.name) ở \(app.bookFolder.path)",
                "Made the book of \(card.name) in \(app.bookFolder.path)"))
        app.print(
            Bilingual(
                "Chủ máy đọc hai dấu khóa cho tổ trưởng hoặc phường so lại:",
                "Read both fingerprints aloud for the lead or the ward to compare:"))
        app.print(
            Bilingual(
                "  dấu khóa của phường: \(kit.ward.fingerprint)", "  the ward's fingerprint: \(kit.ward.fingerprint)"))
        app.print(
            Bilingual(
                "  dấu khóa máy này:    \(card.signingKey.fingerprint)",
                "  this computer's:        \(card.signingKey.fingerprint)"))
        if let output {
            app.print(
                Bilingual(
                    "Thẻ máy: \(output). Đưa cho phường gộp.", "Device card: \(output). Give it to the ward to merge."))
        }
        if role == .volunteer, kit.team.isEmpty { app.tell(Self.noTeam, isWarning: true) }
        app.print(
            role == .lead
                ? Bilingual(
                    "Tiếp theo: đưa thẻ máy cho phường gộp, rồi gộp bộ kit của tổ do phường trao lại",
                    "Next: have the ward merge the device card, then merge the team's kit that the ward gives you")
                : Bilingual(
                    "Tiếp theo: ghi buổi hỗ trợ đầu tiên bằng `sotay log`",
                    "Next: log the first help session with `sotay log`"))
        return .done
    }

    /// A small ward has one kit; where teams have leads it is the wrong one for a volunteer.
    private static let noTeam = Problem(
        "INIT-101",
        Bilingual(
            "bộ kit này không của riêng tổ nào: lô của máy này chỉ phường mở được, tổ trưởng thì không",
            "this kit is of no team: only the ward will open this computer's batches, no team lead"),
        hint: Bilingual(
            "tổ có tổ trưởng thì xin bộ kit của tổ (phường chạy `sotay kit --team T01 -o kit-T01.sotay`) rồi `sotay merge` bộ kit ấy",
            "in a team with a lead ask for the team's kit (the ward runs `sotay kit --team T01 -o kit-T01.sotay`) and `sotay merge` it"
        ), status: .done)

    private func readKit() throws -> Kit {
        let bytes = try DurableFile.read(kit)
        do {
            return try Kit(file: bytes)
        } catch {
            throw error.problem.located(at: kit)
        }
    }
}
