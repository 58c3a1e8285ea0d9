/// How languages say that a number counts hundredths or thousandths.
enum ShareWords {
  private static let hundredths = [
    "%", "％", "٪", "﹪", "pct", "percent", "per cent", "prozent", "procent", "prosent", "pour cent", "pourcent",
    "por ciento", "por cento", "porcento", "per cento", "percento", "per cent", "percint", "perzent", "percents",
    "százalék", "szazalek", "yüzde", "процент", "відсот", "працэнт", "процен", "postot", "odstot", "protsent", "v. h.",
    "v.h.", "τοις εκατό", "τοις εκατόν", "τα εκατό", "la sută", "la suta", "på hundra", "per cents", "ehuneko",
    "perséntur",
    "prósent", "persen", "peratus", "phần trăm", "パーセント", "퍼센트", "프로", "个百分点", "個百分點", "प्रतिशत", "फीसदी",
    "শতাংশ", "சதவீதம்", "เปอร์เซ็นต์", "אחוז", "بالمئة", "بالمائة", "في المئة", "في المائة", "درصد", "فیصد", "asilimia",
  ]
  private static let thousandths = [
    "‰", "promille", "per mille", "permille", "pour mille", "por mil", "per mil", "промилле",
  ]
  private static let hundredthsBefore = ["%", "％", "٪", "yüzde", "百分之", "ehuneko", "asilimia"]
  private static let thousandthsBefore = ["‰", "binde", "千分之"]

  /// 100 for `95 %`, `95 Prozent` and `%95`, 1000 for `‰`; nil for a plain number.
  static func whole(before: String, after: String) -> Double? {
    let unit = after.drop { $0.isWhitespace || $0 == "-" || $0 == "\u{2011}" }.lowercased()
    if hundredths.contains(where: { unit.hasPrefix($0) }) { return 100 }
    if thousandths.contains(where: { unit.hasPrefix($0) }) { return 1000 }
    let start = before.trimmedAtEnd.lowercased()
    if hundredthsBefore.contains(where: { start.hasSuffix($0) }) { return 100 }
    return thousandthsBefore.contains { start.hasSuffix($0) } ? 1000 : nil
  }
}

extension String {
  fileprivate var trimmedAtEnd: Substring {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
