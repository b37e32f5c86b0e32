package import Age
package import Base

/// Why a batch, a kit or a section of one cannot be taken.
package enum SyncError: Error, Hashable, Sendable {
    case seal(AgeError)
    case sealing(AgeError)
    case notBatch
    case tooLarge(limit: Int)
    case otherWard(fingerprint: String)
    case newer(Int)
    case carrierSignature
    case sectionDamaged(Int)
    case sectionSignature(Int)
    case cardUnknown(Int)
    /// Whether its proof is of a kit in use here, and no more than that is asked of it.
    case untrusted(name: String, fingerprint: String, isEnrolled: Bool)
    case line(Int)
    case chain(line: Int)
    case notKit
    case kitSignature
    case kitDamaged
    case kitOther(area: String)
    case notCard
    case notReceipt
    case receiptSignature
    case receiptUntrusted(name: String)
}

extension SyncError: Reportable {
    package var problem: Problem {
        Problem(code, message, hint: hint, status: .badData)
    }

    /// Not trusted yet; its card has not come yet; written by a newer program.
    package static let waitingCodes: Set = ["SYNC-009", "SYNC-017", "SYNC-006"]
    /// Of a section alone: its bytes were changed on the way, or its lines do not fit its manifest.
    package static let damageCodes: Set = ["SYNC-003", "SYNC-008", "SYNC-010", "SYNC-011"]

    /// Of a whole file: its seal does not open, as after a cut or a changed letter anywhere in it.
    package static let sealCodes: Set = ["SYNC-001", "SYNC-002", "SYNC-005"]

    /// Permanent: a retired code is never given to another fault.
    private var code: String {
        switch self {
        case .notBatch, .seal(.notAge): "SYNC-001"
        case .seal(let error) where error.isDamage: "SYNC-002"
        case .sectionDamaged: "SYNC-003"
        case .otherWard: "SYNC-004"
        case .seal(.noIdentityMatches): "SYNC-005"
        case .newer: "SYNC-006"
        case .carrierSignature: "SYNC-007"
        case .sectionSignature: "SYNC-008"
        case .untrusted: "SYNC-009"
        case .chain: "SYNC-010"
        case .line: "SYNC-011"
        case .tooLarge: "SYNC-012"
        case .notKit: "SYNC-013"
        case .kitSignature: "SYNC-014"
        case .kitDamaged: "SYNC-015"
        case .kitOther: "SYNC-016"
        case .cardUnknown: "SYNC-017"
        case .sealing: "SYNC-018"
        case .seal: "SYNC-019"
        case .notCard: "SYNC-020"
        case .notReceipt: "SYNC-021"
        case .receiptSignature: "SYNC-022"
        case .receiptUntrusted: "SYNC-023"
        }
    }

    private var message: Bilingual {
        switch self {
        case .notBatch, .seal(.notAge):
            Bilingual("tệp này không phải lô dữ liệu của sotay", "this file is not a sotay batch")
        case .seal(let error) where error.isDamage:
            Bilingual("lô bị hỏng hoặc bị cắt cụt trên đường đi", "the batch was damaged or cut short on its way")
        case .seal(.noIdentityMatches):
            Bilingual("lô này không được niêm phong cho sổ này", "this batch is not sealed to this book")
        case .seal:
            Bilingual("không mở được niêm phong của tệp", "the file's seal cannot be opened")
        case .sealing:
            Bilingual("không niêm phong được lô", "the batch cannot be sealed")
        case .tooLarge(let limit):
            Bilingual(
                "tệp lớn hơn \(Self.size(limit)), mức tối đa được nhận",
                "the file is larger than \(Self.size(limit)), the most that is accepted")
        case .otherWard(let fingerprint):
            Bilingual(
                "lô này của xã/phường khác (dấu khóa \(fingerprint))",
                "this batch belongs to another ward (key \(fingerprint))")
        case .newer(let version):
            Bilingual(
                "tệp do sotay bản mới hơn ghi (định dạng \(version))",
                "the file was written by a newer sotay (format \(version))")
        case .carrierSignature:
            Bilingual("chữ ký của người chuyển lô không đúng", "the carrier's signature is wrong")
        case .sectionDamaged(let number):
            Bilingual("phần \(number) không khớp mã kiểm", "section \(number) does not match its checksum")
        case .sectionSignature(let number):
            Bilingual(
                "chữ ký của tác giả ở phần \(number) không đúng", "the author's signature of section \(number) is wrong"
            )
        case .cardUnknown(let number):
            Bilingual(
                "phần \(number) không kèm thẻ của máy đã viết nó",
                "section \(number) comes without the card of the device that wrote it")
        case .untrusted(let name, let fingerprint, _):
            Bilingual(
                "chưa tin cậy máy \"\(name.printable)\" (dấu khóa \(fingerprint))",
                "the device \"\(name.printable)\" is not trusted yet (key \(fingerprint))")
        case .line(let line):
            Bilingual(
                "dòng \(line) không đúng định dạng hoặc nội dung không khớp mã kiểm",
                "line \(line) is malformed or its content does not match its checksum")
        case .chain(let line):
            Bilingual("chuỗi bản ghi đứt ở dòng \(line)", "the chain of revisions breaks at line \(line)")
        case .notKit:
            Bilingual("tệp này không phải bộ kit của sotay", "this file is not a sotay kit")
        case .kitSignature:
            Bilingual("chữ ký của xã/phường trên bộ kit không đúng", "the ward's signature on the kit is wrong")
        case .kitDamaged:
            Bilingual("bộ kit bị hỏng hoặc bị cắt cụt", "the kit was damaged or cut short")
        case .notCard:
            Bilingual(
                "tệp này không phải thẻ máy của sotay, hoặc đã bị sửa",
                "this file is not a sotay device card, or was changed")
        case .notReceipt:
            Bilingual(
                "tệp này không phải biên nhận của sotay, hoặc đã bị cắt cụt",
                "this file is not a sotay receipt, or was cut short")
        case .receiptSignature:
            Bilingual("chữ ký trên biên nhận không đúng", "the receipt's signature is wrong")
        case .receiptUntrusted(let name):
            Bilingual(
                "biên nhận của máy \"\(name.printable)\", không phải của phường hay tổ trưởng của sổ này",
                "a receipt of the device \"\(name.printable)\", neither this book's ward nor a lead of it")
        case .kitOther(let area):
            Bilingual(
                "bộ kit này không phải của phường hoặc tổ của sổ này (kit ghi: \(area.printable))",
                "this kit is not of this book's ward or team (it says: \(area.printable))")
        }
    }

    private var hint: Bilingual? {
        switch self {
        case .sectionDamaged, .line, .chain:
            Self.copyAgain
        case .seal(let error) where error.isDamage:
            Self.copyAgain
        case .otherWard:
            Bilingual(
                "hỏi người gửi xem họ khởi tạo sổ bằng bộ kit nào", "ask the sender which kit their book was made with")
        case .seal(.noIdentityMatches):
            Bilingual(
                "hỏi người gửi xem họ khởi tạo sổ bằng bộ kit nào; sổ của phường dựng lại từ bản khóa cũ thì dựng lại từ bản keys/ward-keys.age mới nhất",
                "ask the sender which kit their book was made with; a ward's book made again from an old copy of its keys: make it again from the latest keys/ward-keys.age"
            )
        case .newer:
            Bilingual("cài bản sotay mới rồi gộp lại tệp này", "install the newer sotay, then merge this file again")
        case .untrusted(_, let fingerprint, let isEnrolled):
            Bilingual(
                "so dấu khóa với chủ máy, rồi `sotay device trust \"\(fingerprint.prefix(9))\"`"
                    + (isEnrolled ? "; gộp lại với --trust-new cũng được: máy này ghi danh bằng bộ kit" : ""),
                "compare the fingerprint with the owner, then `sotay device trust \"\(fingerprint.prefix(9))\"`"
                    + (isEnrolled ? "; merging again with --trust-new does as well: a kit enrolled it" : ""))
        case .notReceipt, .receiptSignature, .receiptUntrusted:
            Bilingual("xin lại biên nhận từ phường hoặc tổ trưởng", "ask the ward or the lead for the receipt again")
        case .carrierSignature, .sectionSignature, .cardUnknown:
            Bilingual(
                "có thể ai đó đã sửa tệp; báo cho tổ trưởng và xin lại lô từ chính máy ghi",
                "somebody may have changed the file; tell the lead and ask the author's laptop for the batch again")
        case .notCard:
            Bilingual("xin lại thẻ từ máy đã tạo ra nó", "ask the device that made it for the card again")
        case .kitSignature, .kitDamaged, .notKit:
            Bilingual("xin lại bộ kit từ phường", "ask the ward for the kit again")
        case .kitOther:
            Bilingual("hỏi phường xem bộ kit nào dành cho sổ này", "ask the ward which kit is for this book")
        case .notBatch, .tooLarge, .seal, .sealing:
            nil
        }
    }

    private static let copyAgain = Bilingual(
        "chép lại lô từ máy gửi; phần hỏng không làm thay đổi gì ở sổ này",
        "copy the batch again from the other laptop; the damaged part changed nothing here")
}

extension AgeError {
    /// Whether the file was an age file once and has been cut, changed or lengthened since.
    package var isDamage: Bool {
        switch self {
        case .truncated, .chunkDamaged, .trailingData, .headerDamaged, .headerMalformed, .lowOrderPoint: true
        case .notAge, .armoured, .newerVersion, .noIdentityMatches, .passphraseNeeded, .noPassphraseSet,
            .wrongPassphrase,
            .workFactorTooLarge, .keyMalformed, .recipientCount:
            false
        }
    }
}

extension AgeRecipient {
    /// The recipient that a manifest names, or nil.
    init?(named text: String) {
        do {
            try self.init(parsing: text)
        } catch {
            return nil
        }
    }
}

extension SyncError {
    /// A limit in the unit that is not 0.
    private static func size(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
    }
}
