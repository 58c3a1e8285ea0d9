import Testing
import Text

@Suite struct NaturalOrderTests {
  @Test func countsAsPeopleDo() {
    let sorted = ["", "2", "10", "a", "A1", "a2", "a2b", "A10", "b", "photo-9.jpg", "photo-10.jpg", "photo-010.jpg"]
    for (index, first) in sorted.enumerated() {
      for (other, second) in sorted.enumerated() where ![first, second].contains("photo-010.jpg") {
        #expect(naturallyPrecedes(first, second) == (index < other), "\(first), \(second)")
      }
    }
    // Equal as numbers, yet in one order.
    #expect(naturallyPrecedes("a01", "a1") != naturallyPrecedes("a1", "a01"))
    #expect(!naturallyPrecedes("same", "same"))
  }
}
