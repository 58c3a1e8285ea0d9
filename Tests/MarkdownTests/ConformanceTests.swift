import Foundation
import Markdown
import Testing

/// An example of a specification; the files and their origin are in Examples/README.md.
struct Example: Decodable, Sendable, CustomTestStringConvertible {
  var example: Int
  var section: String
  var markdown: String
  var html: String

  var testDescription: String { "\(section) \(example)" }

  static func load(_ name: String) -> [Example] {
    guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Examples"),
      let data = try? Data(contentsOf: url), let examples = try? JSONDecoder().decode([Example].self, from: data)
    else { return [] }
    return examples
  }

  func rendered(_ extensions: Extensions, _ rawHTML: HTMLRenderer.RawHTML) -> String {
    HTMLRenderer(rawHTML: rawHTML).render(Document.parse(SourceText(markdown), extensions: extensions).blocks)
  }
}

struct ConformanceTests {
  @Test func `Every example of CommonMark 0.31.2 renders as specified`() {
    let examples = Example.load("commonmark-0.31.2")
    #expect(examples.count == 655)
    for example in examples {
      #expect(example.rendered(.none, .verbatim) == example.html, "\(example.section), example \(example.example)")
    }
  }

  @Test func `Every example of GitHub's extensions renders as specified`() {
    let examples = Example.load("gfm-extensions")
    #expect(examples.count == 24)
    for example in examples {
      #expect(example.rendered(.all, .tagFilter) == example.html, "\(example.section), example \(example.example)")
    }
  }
}
