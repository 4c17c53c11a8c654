internal import CICU

extension Unicode.Scalar {
  /// `true` for a vowel sign, which is written with a consonant, also where it is a letter by category as
  /// in Thai and Lao (Unicode's Indic_Syllabic_Category, Vowel_Dependent).
  public var isVowelSign: Bool {
    !isASCII && cicu_is_vowel_sign(Int32(value)) != 0
  }
}
