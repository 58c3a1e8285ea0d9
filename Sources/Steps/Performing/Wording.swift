import Glibc

/// `11,935`
package func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
}

/// A number with a fixed count of decimals, correctly rounded; `nan`, `inf` and `-inf` where it is none.
package func decimal(_ number: Double, _ places: Int) -> String {
  guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
  var buffer = [CChar](repeating: 0, count: 400)
  let count = withVaList([Int32(min(places, 40)), number]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
  let text = String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
}

/// A whole number as such, any other with four decimals.
package func shortest(_ number: Double) -> String {
  decimal(number, number == number.rounded() && number.magnitude < 1e9 ? 0 : 4)
}

/// `95.2 %`
package func percent(_ share: Double, _ places: Int = 1) -> String { decimal(share * 100, places) + " %" }

/// `46.62 KB`: bytes as Keras' summary writes them, in units of 1,024.
package func byteText(_ bytes: some BinaryInteger) -> String {
  var amount = Double(bytes)
  var unit = 0
  let units = ["B", "KB", "MB", "GB", "TB"]
  while amount >= 1024, unit < units.count - 1 {
    amount /= 1024
    unit += 1
  }
  return decimal(amount, 2) + " " + units[unit]
}
