/// What a class is called: its name, or its number where it has none.
package func className(_ index: Int, _ names: [String]?) -> String {
  guard let names, names.indices.contains(index) else { return String(index) }
  return names[index]
}
