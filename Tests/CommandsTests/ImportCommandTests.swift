import Places
import Testing

@testable import Commands

@Suite struct ImportCommandTests {
  /// What is no notebook, or nothing that a lesson knows, and what is said of it.
  @Test(arguments: [
    ("iris.csv", "a,b\n1,2\n", "it is no notebook, no Python script and no Markdown with Python in it"),
    ("seven.jpg", "\u{0}\u{1}", "it is no text"),
    ("pt.py", "import torch\nm = torch.nn.Sequential()\n", "nothing in it becomes a step"),
  ]) func whatNoLessonComesOfIsRefused(_ name: String, _ text: String, _ words: String) throws {
    let place = try Workplace()
    try place.write(name, text)
    #expect(place.lesson("import", place.path(name)) == .lesson)
    #expect(place.out == "")
    #expect(place.err.contains("\(name) cannot be imported: \(words)\n"), "\(place.err)")
    #expect(place.err.contains("pt.py: line 2: not understood: m = torch") == (name == "pt.py"))
  }

  @Test func whatIsLeftOutIsListed() throws {
    let place = try Workplace()
    try place.write("a.py", "(x, y), (a, b) = keras.datasets.mnist.load_data()\nx = x / 255\nw = 3 * 4\n")
    #expect(place.lesson("import", place.path("a.py")) == .success)
    #expect(place.out.contains("```step\nload mnist as x, y, a, b\nnormalise x\n```\n\n```python\nw = 3 * 4\n```\n"))
    #expect(place.err.hasSuffix("a.py: line 3: no step uses it: w = 3 * 4\n"))
  }
}
