import Datasets
import Testing

@Test func shapesReadAsInPython() {
  #expect(ArrayText.shape([60000, 28, 28]) == "(60000, 28, 28)")
  #expect(ArrayText.shape([60000]) == "(60000,)")
  #expect(ArrayText.shape([]) == "()")
}
