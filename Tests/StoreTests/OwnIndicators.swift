/// What a ward might add: every unit, every role that a condition may name, conditions at all three levels.
let ownIndicators = "schema: 1\nindicators:\n" + own.enumerated().map(entry).joined()

private func entry(_ index: Int, _ own: (rule: String, roles: [String])) -> String {
    let roles = ["session.start"] + own.roles
    return """
          - id: rieng_\(index)
            vi: "Chỉ tiêu riêng \(index)"
            en: "Own indicator \(index)"
            class: F
            unit: "lượt"
            numerator: {vi: "như quy tắc", en: "as the rule says"}
            rule: \(own.rule)
            roles: [\(roles.joined(separator: ", "))]

        """
}

private let own: [(rule: String, roles: [String])] = [
    (
        "{kind: count, of: persons, where: {session.place: [tai_nha, \"c'ho\"], session.sex: [nu]}}",
        ["session.person", "session.place", "session.sex"]
    ),
    (
        "{kind: count, of: sessions, where: {session.consent: [dai_dien_dong_y, khong_dong_y], session.client: [nguoi_dan]}}",
        ["session.consent", "session.client"]
    ),
    (
        "{kind: count, of: actions, where: {action.item: [ttkdtm, vneid_muc2], action.after: [moi_xong], action.reason: [het_gio]}}",
        ["action.item", "action.after", "action.reason"]
    ),
    (
        "{kind: count, of: households, where: {action.item: [vneid_muc1], action.before: [chua_co], issue.status: [moi]}}",
        ["session.household", "action.item", "action.before", "issue.status"]
    ),
    (
        "{kind: count, of: issues, where: {issue.group: [thiet_bi], issue.severity: [cao], session.hamlet: [T01]}}",
        ["issue.group", "issue.severity", "session.hamlet"]
    ),
    (
        "{kind: count, of: businesses, where: {session.mode: [lam_thay], rating.method: [tnv_hoi]}}",
        ["session.business", "session.mode", "rating.method"]
    ),
    (
        "{kind: count, of: members, where: {action.dossier: [da_nop], session.member: [T01-01, T02-01]}}",
        ["session.member", "action.dossier"]
    ),
    ("{kind: issues, older_than: 7}", ["issue.group"]),
    (
        "{kind: first_visit, items: [vneid_muc1, qr_ban_hang]}",
        ["session.person", "action.item", "action.before", "action.after"]
    ),
]
