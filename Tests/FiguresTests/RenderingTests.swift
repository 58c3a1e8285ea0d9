import Testing

@testable import Figures

@Test func sameFigureSameBytes() throws {
  let figure = Figure.histogram(HistogramFigure(names: ["a", "b"], counts: [3, 5], subject: "y"))
  let first = try figure.render()
  #expect(first.png == (try figure.render()).png)
  #expect(Array(first.png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  #expect(first.width <= 720)
}
