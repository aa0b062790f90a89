#include "wenyuan/charset/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "converter.h"
#include "ebcdic.h"
#include "language_model.h"

namespace wenyuan::charset {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 20U;

constexpr unsigned Bit(LanguageIndex language) { return 1U << language; }

struct Candidate {
  const char* name;
  unsigned languages;
  float prior;  // added to the score of the whole sample: decides what few bytes leave open
};

constexpr unsigned kEveryLanguage = (1U << kLanguages) - 1;
constexpr std::array<Candidate, 11> kCandidates = {{
    {"UTF-8", kEveryLanguage, 0},
    {"GB18030", Bit(kSimplified) | Bit(kTraditional), 0},
    {"Big5", Bit(kTraditional), -1},
    {"windows-31j", Bit(kJapanese), -2},
    {"EUC-JP", Bit(kJapanese), -2},
    {"windows-949", Bit(kKorean), -3},
    {"windows-1252", Bit(kLatin), -2},
    {"windows-1251", Bit(kCyrillic), -3},
    {"KOI8-R", Bit(kCyrillic), -4},
    {"UTF-16LE", kEveryLanguage, -6},
    {"UTF-16BE", kEveryLanguage, -7},
}};

// Names that a declaration or a rule of their own brings in.
constexpr std::array<const char*, 16> kOthers = {
    "IBM037",       "IBM500",       "ISO-2022-JP",  "ISO-2022-KR",  "HZ",           "windows-1250",
    "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
    "ISO-8859-2",   "ISO-8859-15",  "KOI8-U",       "UTF-7"};

bool HasReplacement(std::u16string_view text) {
  return text.find(u'\uFFFD') != std::u16string_view::npos;
}

// The length of the valid UTF-8 sequence at `at`, or 0. `cut` is set when the bytes end inside one.
std::size_t SequenceLength(std::string_view bytes, std::size_t at, bool& cut) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= bytes.size()) {
      cut = true;
      return 0;
    }
    const unsigned char next = byte(at + i);
    const unsigned char low = i > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = i > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (next < low || next > high) return 0;
  }
  return length;
}

// An unfinished last sequence is allowed; NUL is not, because it means UTF-16.
bool LooksLikeUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    bool cut = false;
    const std::size_t length = bytes[at] == 0 ? 0 : SequenceLength(bytes, at, cut);
    if (length == 0) return cut && at > 0;
    at += length;
  }
  return true;
}

float Score(std::u16string_view text, unsigned languages) {
  LanguageScores totals{};
  char32_t previous = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.size()) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - 0xDC00U);
    }
    const LanguageScores scores = ScoreCharacter(c, previous);
    for (std::size_t l = 0; l < kLanguages; ++l) totals[l] += scores[l];
    previous = c;
  }
  float best = -1e30F;
  for (std::size_t l = 0; l < kLanguages; ++l) {
    if ((languages & (1U << l)) != 0) best = std::max(best, totals[l]);
  }
  return best;
}

bool IsEscaped(std::string_view bytes) {
  return bytes.find("\x1b$B") != std::string_view::npos ||
         bytes.find("\x1b$@") != std::string_view::npos;
}

std::pair<std::string_view, std::size_t> ByteOrderMark(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return {"UTF-8", 3};
  if (bytes.substr(0, 4) == std::string_view("\xFF\xFE\0\0", 4)) return {"UTF-32LE", 4};
  if (bytes.substr(0, 4) == std::string_view("\0\0\xFE\xFF", 4)) return {"UTF-32BE", 4};
  if (bytes.substr(0, 2) == "\xFF\xFE") return {"UTF-16LE", 2};
  if (bytes.substr(0, 2) == "\xFE\xFF") return {"UTF-16BE", 2};
  if (bytes.substr(0, 4) == "\x84\x31\x95\x33") return {"GB18030", 4};
  return {{}, 0};
}

Text Read(std::string_view bytes, std::string_view name) {
  const Converter converter = OpenConverter(name);
  if (converter == nullptr) return {Clean(std::string(bytes)), "UTF-8", true};
  std::u16string decoded = Decode(*converter, bytes, true);
  if (name.substr(0, 3) == "IBM") std::replace(decoded.begin(), decoded.end(), u'\u0085', u'\n');
  return {Utf16ToUtf8(decoded), std::string(name), HasReplacement(decoded)};
}

}  // namespace

void WarmUp() {
  for (const Candidate& candidate : kCandidates) {
    const Converter converter = OpenConverter(candidate.name);
    if (converter != nullptr) (void)Decode(*converter, "warm \xB0\xA1", true);
  }
  for (const char* name : kOthers) (void)OpenConverter(name);
  (void)ScoreCharacter(U'文', 0);
}

std::string Detect(std::string_view bytes) {
  if (const auto mark = ByteOrderMark(bytes); mark.second != 0) return std::string(mark.first);
  if (IsEscaped(bytes)) return "ISO-2022-JP";
  if (LooksLikeUtf8(bytes)) return "UTF-8";
  if (const std::string_view page = EbcdicCharset(bytes); !page.empty()) return std::string(page);
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  const char* best = "UTF-8";
  float best_score = -1e30F;
  for (const Candidate& candidate : kCandidates) {
    const Converter converter = OpenConverter(candidate.name);
    if (converter == nullptr) continue;
    const float score =
        Score(Decode(*converter, sample, false), candidate.languages) + candidate.prior;
    if (score > best_score) {
      best_score = score;
      best = candidate.name;
    }
  }
  return best;
}

Text ToUtf8(std::string_view bytes, std::string_view declared) {
  if (const auto mark = ByteOrderMark(bytes); mark.second != 0) {
    return Read(bytes.substr(mark.second), mark.first);
  }
  if (!IsEscaped(bytes) && LooksLikeUtf8(bytes)) {
    // Bytes of seven bits mean what a stateful charset says of them.
    const bool stateful =
        declared.size() > 2 && (declared.find("2022") != std::string_view::npos ||
                                declared.substr(0, 2) == "HZ" || declared.substr(0, 2) == "hz");
    if (!stateful) {
      Text text{Clean(std::string(bytes)), "UTF-8", false};
      text.damaged = text.utf8.size() != bytes.size();
      return text;
    }
  }
  if (const Converter converter = OpenConverter(declared); converter != nullptr) {
    const std::u16string decoded = Decode(*converter, bytes, true);
    if (!HasReplacement(decoded)) return {Utf16ToUtf8(decoded), std::string(declared), false};
  }
  return Read(bytes, Detect(bytes));
}

Text FromCharset(std::string_view bytes, std::string_view charset) {
  if (const Converter converter = OpenConverter(charset); converter != nullptr) {
    const std::u16string decoded = Decode(*converter, bytes, true);
    if (!HasReplacement(decoded)) return {Utf16ToUtf8(decoded), std::string(charset), false};
  }
  return ToUtf8(bytes, charset);
}

std::string Clean(std::string text) {
  std::size_t at = 0;
  bool cut = false;
  while (at < text.size() && text[at] != 0) {
    const std::size_t length = SequenceLength(text, at, cut);
    if (length == 0) break;
    at += length;
  }
  if (at == text.size()) return text;
  std::string clean = text.substr(0, at);
  while (at < text.size()) {
    const std::size_t length = SequenceLength(text, at, cut);
    if (length == 0) {
      clean += "\xEF\xBF\xBD";
      ++at;  // and the rest of a broken sequence with it, as Unicode recommends
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
      continue;
    }
    if (text[at] != 0) clean.append(text, at, length);
    at += length;
  }
  return clean;
}

}  // namespace wenyuan::charset
