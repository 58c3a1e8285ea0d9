import Markdown

extension Stylesheet {
  /// The page on screen as it is on paper: the rules for printing hold everywhere, on a sheet as wide as A4 and Letter
  /// have room for text.
  static let paper =
    text.substituting("@media all{", for: "@media print{")
    .substituting("@media not all", for: "@media screen and (prefers-color-scheme:dark)")
      + """

      :root{color-scheme:light}
      @media screen{html{background:#e9e7e2}body{background:none}
      .page{width:170mm;box-sizing:content-box;margin:8mm auto;padding:18mm 20mm;background:var(--paper);
      box-shadow:0 1px 6px #0003}}

      """
}
