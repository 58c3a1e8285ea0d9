/// Where the true share may lie when `hits` of `count` independent samples had it: the 95 % score interval of
/// E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
///
/// Unlike the usual p ± 1.96 · σ it never leaves 0…1, and keeps a width where all or none are right.
package struct ShareInterval: Equatable, Sendable {
  package var low: Double
  package var high: Double

  package init(hits: Int, of count: Int) {
    guard count > 0 else {
      (low, high) = (0, 1)
      return
    }
    let quantile = 1.959963984540054
    let (n, share) = (Double(count), Double(hits) / Double(count))
    let spread = quantile * quantile / n
    let centre = (share + spread / 2) / (1 + spread)
    let half = quantile / (1 + spread) * (share * (1 - share) / n + spread / n / 4).squareRoot()
    (low, high) = (max(centre - half, 0), min(centre + half, 1))
  }
}
