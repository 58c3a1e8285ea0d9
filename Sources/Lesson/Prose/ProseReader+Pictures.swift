import Markdown

extension ProseReader {
  /// A report holds the pictures that lie beside its lesson; of others only the words.
  mutating func notePicture(_ name: String, _ range: Range<Int>) {
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      if !name.isEmpty { pictures.append((name, range)) }
      return
    }
    let scheme = name[..<colon].lowercased()
    if scheme == "data", SafeHTML.isSafeAddress(name, for: .image) { return }
    let (reason, hint) =
      switch scheme {
      case "http", "https":
        (
          "this picture is on the web, from where a report takes nothing",
          "save it beside the lesson and write its file's name"
        )
      case "attachment":
        ("this picture is stored in a notebook", "save it beside the lesson and write its file's name")
      case "data":
        (
          "these are no bytes of a picture in PNG, JPEG, GIF or WebP",
          "save the picture beside the lesson and write its file's name"
        )
      default:
        (
          "a picture is named by its place beside the lesson",
          "copy it there and write its file's name, such as picture.png"
        )
      }
    problems.append(
      Diagnostic(
        .warning, id: .pictureElsewhere, at: range, "\(reason), so only the picture's words are shown", hint: hint))
  }

  /// Without its end, a tag such as `<pre>` takes the rest of the lesson.
  mutating func noteUnclosedTag(_ html: String, _ range: Range<Int>) {
    guard let tag = RawTag(html), !tag.isClosed else { return }
    problems.append(
      Diagnostic(
        .warning, id: .unclosedTag, at: range.lowerBound..<range.lowerBound + tag.name.utf8.count + 1,
        "the <\(tag.name)> that starts here never ends: what stands below it is no Markdown, and no step of it is run",
        hint: "write </\(tag.name)> where it ends"))
  }

  /// - Parameter block: the place of the raw HTML that shows it.
  mutating func notePicture(_ name: String, inHTML block: Range<Int>) {
    let text = source.text(block)
    guard !name.isEmpty, let found = text.firstPlace(of: name) else { return notePicture(name, block) }
    let start = block.lowerBound + text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    notePicture(name, start..<(start + name.utf8.count))
  }

  /// `![](my digit.png)`: a target has no spaces, so this is no picture.
  mutating func noteSpacedPicture(_ range: Range<Int>) {
    guard let start = source.utf8.firstPlace(of: "](", from: range.lowerBound, before: range.upperBound),
      source.utf8[range.lowerBound..<start].contains(UInt8(ascii: "!")),
      let end = source.utf8[start..<range.upperBound].firstIndex(of: UInt8(ascii: ")"))
    else { return }
    let name = source.text((start + 2)..<end)
    let ending = name.split { $0 == "." }.last?.lowercased() ?? ""
    guard name.contains(where: { $0 == " " }), ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(ending) else {
      return
    }
    problems.append(
      Diagnostic(
        .warning, id: .noPicture, at: (start + 1)..<(end + 1),
        "this is no picture: a space stands in its file's name",
        hint: "write (<\(name)>)"))
  }
}
