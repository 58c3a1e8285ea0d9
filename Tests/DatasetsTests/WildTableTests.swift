import Arrays
import Datasets
import Testing

/// Tables as they are copied out of other programs.
@Suite struct WildTableTests {
  private func read(_ text: String) throws -> NDArray {
    try DataFile.read(bytes: Array(text.utf8), shownAs: "x.txt")[0].array
  }

  @Test(arguments: [
    ("\u{2212}1 2\n3 \u{2212}4\n", [-1.0, 2, 3, -4]), ("\u{2013}1,2\n3,4\n", [-1, 2, 3, 4]),
    ("% from MATLAB\n1 2\n  % more\n3 4\n", [1, 2, 3, 4]),
    ("[[1 2]\n [3 4]]\n", [1, 2, 3, 4]), ("[[ 1.  2.]\n [ 3. -4.]]", [1, 2, 3, -4]),
    ("[[1, 2], [3, 4]]", [1, 2, 3, 4]), ("[1 2]\n[3 4]\n", [1, 2, 3, 4]), ("[[1,\n  2],\n [3,\n  4]]\n", [1, 2, 3, 4]),
  ])
  func theyAreRead(text: String, values: [Double]) throws {
    let array = try read(text)
    #expect(array.shape == [2, 2] && array.values.doubles == values)
  }

  @Test func aPrintedRowIsARow() throws {
    #expect(try read("[1 2 3\n 4 5]\n").shape == [5])
  }

  @Test(arguments: ["[[1 2 ... 8 9]\n [1 2 ... 8 9]]", "[[[1 2]\n  [3 4]]]"])
  func whatIsNotWholeIsTold(text: String) throws {
    let error = #expect(throws: DataError.self) { try read(text) }
    #expect(error?.summary.hasPrefix("'x.txt' is an array as Python prints it; on line 1") == true)
    #expect(error?.notes.first?.hasPrefix("save the array itself: numpy.save") == true)
  }

  @Test func percentagesAreNoComments() throws {
    let error = #expect(throws: DataError.self) { try read("50%,1\n20,2\n") }
    #expect(error?.summary.hasPrefix("'x.txt', line 1, value 1: '50%' is not a number") == true)
  }
}
