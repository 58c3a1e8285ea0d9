import Steps
import Running
import Testing

@testable import Reporting

struct ValueTextTests {
  @Test(arguments: [
    (Value.fraction(0.9604), "about 95 %", "about 96 %"),
    (.fraction(0.9604), "95.2 %", "96.0 %"),
    (.fraction(0.9604), "95.25%", "96.04%"),
    (.fraction(0.9604), "0.952", "0.960"),
    (.fraction(0.9604), "95,2 %", "96,0 %"),
    (.fraction(0.9604), "0,952", "0,960"),
    (.fraction(0.9604), "95 per cent", "96 per cent"),
    (.fraction(0.9604), "in 3 epochs 95 %", "in 3 epochs 96 %"),
    (.fraction(0.9604), "most of them", "96.0 %"),
    (.fraction(0.9604), "conv2d reaches 95 %", "conv2d reaches 96 %"),
    (.fraction(1), "99 %", "100 %"),
    (.fraction(1), "99.9 %", "100.0 %"),
    (.fraction(0.99975), "99.9 %", "> 99.9 %"),
    (.fraction(0.99975), "certainly", "> 99.9 %"),
    (.fraction(0.998), "about 95 %", "about 99.8 %"),
    (.fraction(0.0002), "5.0 %", "< 0.1 %"),
    (.fraction(0.99975), "0.95", "> 0.99"),
    (.fraction(0), "certainly", "0 %"),
    (.integer(93322), "11,935", "93,322"),
    (.integer(1_234_567), "11 935 parameters", "1 234 567 parameters"),
    (.integer(93322), "11935", "93322"),
    (.integer(12), "11,935", "12"),
    (.integer(-93322), "11,935", "-93,322"),
    (.integer(3), "a seven", "3"),
    (.integer(.max), "1,000", "9,223,372,036,854,775,807"),
    (.number(0.13456), "0.21", "0.13"),
    (.number(1234.56), "1,000.0", "1,234.6"),
    (.number(0.00123), "1e-3", "1e-03"),
    (.number(0.00123), "1.0e-3", "1.2e-03"),
    (.number(-0.5), "about −1", "about 0"),
    (.number(.nan), "0.21", "not a number"),
    (.number(.infinity), "loss 0.21", "loss infinity"),
    (.number(2.5), "a few", "2.5"),
    (.text("seven"), "a 5", "seven"),
    (.fraction(0.5), "", "50.0 %"),
    (.fraction(0.875), "about .95", "about .88"),
    (.fraction(0.875), ".125 %", "87.500 %"),
    (.fraction(1), ".95", "1.00"),
    (.number(-0.5), "-.5", "-.5"),
    (.fraction(0.875), "950 ‰", "875 ‰"),
    (.fraction(0.875), "1/4", "87.5 %"),
    (.integer(12730), "12k", "12730"),
    (.integer(60000), "95 %", "60000"),
  ]) func followsTheWordsStyle(value: Value, words: String, expected: String) {
    #expect(ValueText.text(value, like: words) == expected)
  }

  @Test(arguments: [
    (Value.fraction(0.9604), "95 Prozent", "de", "96 Prozent"),
    (.fraction(0.9604), "95 pour cent", "fr", "96 pour cent"),
    (.fraction(0.9604), "95 procent", "en", "96 procent"), (.fraction(0.9604), "%95", "tr", "%96"),
    (.fraction(0.9604), "95パーセント", "ja", "96パーセント"), (.fraction(0.9604), "百分之95", "zh", "百分之96"),
    (.fraction(0.9604), "5 Promille", "de", "960 Promille"), (.fraction(0.9604), "gut", "de", "96,0 %"),
    (.fraction(0.99975), "gut", "de", "> 99,9 %"), (.fraction(0.9604), "95.125 %", "de", "96.040 %"),
    (.integer(500), "60.000", "de", "500"),
    (.integer(93322), "60.000", "de", "93.322"), (.integer(93322), "60 000", "fr", "93 322"),
    (.integer(93322), "60.000", "en", "93.322"), (.number(0.5), "viel", "de", "0,5"),
    (.number(1234.5), "1.000,0", "de", "1.234,5"), (.number(1.2345), "2,345", "de", "1,234"),
    (.number(0.5), "viel", "de-CH", "0.5"),
  ]) func followsTheLanguage(value: Value, words: String, language: String, expected: String) {
    #expect(ValueText.text(value, like: words, language: language) == expected)
  }
}
