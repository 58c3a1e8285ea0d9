import Text

/// `digits` decimals, rounded to the nearest.
func decimal(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "–" }
  return Text.decimal(value, digits)
}

/// Seconds with three significant digits.
func seconds(_ value: Double) -> String {
  decimal(value, value < 0.0995 ? 4 : value < 0.995 ? 3 : value < 9.95 ? 2 : 1)
}
