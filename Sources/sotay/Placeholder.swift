/// The words in capitals that stand for what the user types.
enum Placeholder {
    private static let words = [
        "THƯ_MỤC": "FOLDER", "GIÁ_TRỊ": "VALUE", "LÝ_DO": "REASON", "DẠNG": "FORMAT", "CHỐT": "CUTOFF", "NƠI": "PLACE",
        "TỆP": "FILE", "MÁY": "DEVICE", "BIỂU_THỨC": "EXPRESSION", "ĐƯỜNG_DẪN": "PATH", "KHÓA": "KEY", "TÊN": "NAME",
        "THẺ": "CARD", "VAI": "ROLE", "MÃ": "CODE",
        "SỐ": "NUMBER",
        "KỲ": "PERIOD",
        "tên=giá_trị": "name=value",
    ]

    static func english(_ usage: String) -> String {
        words.reduce(usage) { $0.replacing($1.key, with: $1.value) }
    }
}
