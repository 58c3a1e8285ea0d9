/// `digits` decimals, rounded to the nearest.
func decimal(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "–" }
  var scale = 1
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let whole = (value < 0 && scaled > 0 ? "-" : "") + String(scaled / scale)
  return digits == 0 ? whole : whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// Seconds with three significant digits.
func seconds(_ value: Double) -> String {
  decimal(value, value < 0.0995 ? 4 : value < 0.995 ? 3 : value < 9.95 ? 2 : 1)
}
