/// A share of one in digits, as all figures, tables and prose write it. What is neither nothing nor all never looks as
/// if it were: 0.99975 with one decimal is `> 99.9`, and 0.0002 is `< 0.1`.
package struct ShareText: Sendable, Equatable {
  /// `>`, `<`, or nothing.
  package var sign: String
  package var number: String

  /// - Parameter whole: 100 for hundredths, 1 for a fraction. Without decimals, such a share gets one.
  package init(_ share: Double, of whole: Double = 100, places: Int) {
    let places = min(max(places, 0), 30)
    (sign, number) = ("", decimal(share * whole, places))
    guard share > 0, share < 1 else { return }
    let (nothing, all) = (decimal(0, places), decimal(whole, places))
    guard number == nothing || number == all else { return }
    if places == 0 {
      self = ShareText(share, of: whole, places: 1)
    } else {
      let isSmall = number == nothing
      // The smallest number that so many decimals can write, or the largest below the whole.
      let least = "0." + String(repeating: "0", count: places - 1) + "1"
      let most = decimal(whole - 1, 0) + "." + String(repeating: "9", count: places)
      (sign, number) = isSmall ? ("<", least) : (">", most)
    }
  }

  package var text: String { sign.isEmpty ? number : sign + " " + number }
}

/// `95.2 %`; exactly nothing and all are `0 %` and `100 %`.
package func percent(_ share: Double, _ places: Int = 1) -> String {
  ShareText(share, places: share == 0 || share == 1 ? 0 : places).text + " %"
}

/// `0.952`
package func fraction(_ share: Double, _ places: Int) -> String { ShareText(share, of: 1, places: places).text }
