#include <limits>

#include "bad_file_table.h"
#include "wenyuan/gguf/header.h"
#include "wenyuan/gguf/testing/raw_bytes.h"

namespace wenyuan::gguf::testing {
namespace {

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kHalf = std::uint64_t{1} << 63U;
constexpr const char* kEarly = "ends too early";

void AddBeginnings(Table& table) {
  table.Add("nothing", "", "does not begin as one");
  table.Add("three bytes", "GGU", "does not begin as one");
  table.Add("a zip file", "PK\x03\x04 and more of it", "does not begin as one");
  table.Add("the old format", "lmgg" + std::string(100, '\0'), "does not begin as one");
  table.Add("an HTML page", "<!DOCTYPE html><title>404</title>", "does not begin as one");
  table.Add("a pointer of git-lfs", "version https://git-lfs.github.com/spec/v1\n",
            "does not begin as one");
  table.Add("magic alone", "GGUF", kEarly);
  table.Add("no counts", "GGUF" + Raw(3U), kEarly);
  table.Add("no second count", "GGUF" + Raw(3U) + Raw(std::uint64_t{1}), kEarly);
  for (const std::uint32_t version : {0U, 1U, 4U, 99U, 0xFFFFFFFFU}) {
    table.Add(
        "version " + std::to_string(version), [&](RawFile& file) { file.version = version; },
        "its version is " + std::to_string(version));
  }
  table.Add(
      "other byte order", [](RawFile& file) { file.version = 0x03000000; }, "the other byte order");
}

void AddCounts(Table& table) {
  for (const std::uint64_t count : {kMostTensors + 1, std::uint64_t{1} << 32U, kHalf, kHuge - 1}) {
    table.Add(
        std::to_string(count) + " weights claimed",
        [&](RawFile& file) { file.claimed_weights = count; },
        "it claims " + std::to_string(count) + " weights");
  }
  for (const std::uint64_t count : {kMostEntries + 1, std::uint64_t{1} << 32U, kHalf, kHuge - 1}) {
    table.Add(
        std::to_string(count) + " keys claimed",
        [&](RawFile& file) { file.claimed_entries = count; },
        "it claims " + std::to_string(count) + " keys");
  }
  table.Add(
      "more weights claimed than there are",
      [](RawFile& file) {
        file.claimed_weights = 1'000;
        file.data_bytes = 0;
      },
      "a weight has no name");
  table.Add(
      "more keys claimed than there are",
      [](RawFile& file) {
        file.claimed_entries = 3;
        file.data_bytes = 0;
      },
      "a key is empty");
}

void AddTexts(Table& table) {
  for (const std::uint64_t size : {kLongestKey + 1, std::uint64_t{1} << 31U, kHalf, kHuge}) {
    table.Add(
        "a key of " + std::to_string(size) + " bytes",
        [&](RawFile& file) {
          file.entries = Raw(size) + "key" + Raw(4U) + Raw(1U);
          file.entry_count = 1;
        },
        "a key has " + std::to_string(size) + " bytes");
  }
  table.Add(
      "an empty key", [](RawFile& file) { file.Number("", 1); }, "a key is empty");
  table.Add(
      "a key beyond the end",
      [](RawFile& file) {
        file.entries = Raw(std::uint64_t{200}) + "short";
        file.entry_count = 1;
        file.weights.clear();
        file.data_bytes = 0;
      },
      kEarly);
  for (const std::uint64_t size : {kLongestText + 1, kHalf, kHuge}) {
    table.Add(
        "a text of " + std::to_string(size) + " bytes",
        [&](RawFile& file) { file.Entry("general.name", 8, Raw(size) + "x"); },
        "'general.name': the text has " + std::to_string(size) + " bytes");
  }
  table.Add(
      "a text beyond the end",
      [](RawFile& file) { file.Entry("general.name", 8, Raw(std::uint64_t{4'000}) + "x"); },
      "'general.name': it ends too early");
  const std::vector<std::pair<std::string, std::string>> wrong_texts = {
      {"a lone continuation byte", "a\x80"},
      {"a character cut off", "a\xE6\x96"},
      {"an overlong slash", "\xC0\xAF"},
      {"an overlong zero", "\xE0\x80\x80"},
      {"a surrogate", "\xED\xA0\x80"},
      {"beyond Unicode", "\xF4\x90\x80\x80"},
      {"byte FF", "\xFF"},
      {"an overlong emoji", "\xF0\x80\x80\x80"}};
  for (const auto& [name, text] : wrong_texts) {
    table.Add(
        "a value with " + name,
        [value = text](RawFile& file) { file.Text("general.author", value); },
        "'general.author': the text is not UTF-8");
  }
  table.Add(
      "a key that is not UTF-8", [](RawFile& file) { file.Number("k\xFF", 1); },
      "a key is not UTF-8");
  table.Add(
      "a weight's name that is not UTF-8", [](RawFile& file) { file.weights[0].name = "w\xC3("; },
      "the name of a weight is not UTF-8");
  table.Add(
      "a key twice",
      [](RawFile& file) { file.Number("a.b", 1).Number("other", 1).Text("a.b", "x"); },
      "the key 'a.b' is there twice");
  table.Add(
      "an escape sequence in a key",
      [](RawFile& file) { file.Number("\x1B[31m", 1).Number("\x1B[31m", 1); },
      "the key '?[31m' is there twice");
}

void AddValues(Table& table) {
  for (const std::uint32_t type : {13U, 14U, 255U, 0x80000000U, 0xFFFFFFFFU}) {
    table.Add(
        "a value of type " + std::to_string(type),
        [&](RawFile& file) { file.Entry("k", type, Raw(std::uint64_t{0})); },
        "'k': its type " + std::to_string(type) + " is unknown");
    table.Add(
        "a list of type " + std::to_string(type),
        [&](RawFile& file) { file.List("k", type, 1, Raw(std::uint64_t{0})); },
        "'k': its type " + std::to_string(type) + " is unknown");
  }
  table.Add(
      "a list of lists",
      [](RawFile& file) { file.List("k", 9, 1, Raw(4U) + Raw(std::uint64_t{1}) + Raw(1U)); },
      "'k': it is a list of lists");
  for (const std::uint64_t count : {kLongestList + 1, kHalf, kHuge}) {
    for (const std::uint32_t type : {0U, 8U, 12U}) {
      table.Add(
          std::to_string(count) + " elements of type " + std::to_string(type),
          [&](RawFile& file) { file.List("k", type, count, "x"); },
          "'k': it has " + std::to_string(count) + " elements");
    }
  }
  for (const std::uint32_t type : {0U, 3U, 5U, 6U, 7U, 10U, 12U}) {
    table.Add(
        "a list of type " + std::to_string(type) + " beyond the end",
        [&](RawFile& file) { file.List("k", type, 1 << 20U, kEarly); }, "");
  }
  table.Add(
      "a list of texts beyond the end",
      [](RawFile& file) {
        file.List("k", 8, 3, RawText("a") + RawText("b") + Raw(std::uint64_t{5'000}));
      },
      "'k': it ends too early");
  table.Add(
      "an element of 4 GiB",
      [](RawFile& file) { file.List("k", 8, 1, Raw(std::uint64_t{1} << 32U)); },
      "'k': element 0 has 4294967296 bytes");
  table.Add(
      "an element that is not UTF-8",
      [](RawFile& file) { file.List("k", 8, 2, RawText("a") + RawText("\xFE")); },
      "'k': element 1 is not UTF-8");
  table.Add(
      "yes and no is 2", [](RawFile& file) { file.Entry("k", 7, "\x02"); },
      "'k': a yes or no is neither");
  for (const float number :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    table.Add(
        "a number that is none", [&](RawFile& file) { file.Entry("k", 6, Raw(number)); },
        "'k': it is no finite number");
  }
  table.Add(
      "minus infinity of 64 bits",
      [](RawFile& file) { file.Entry("k", 12, Raw(-std::numeric_limits<double>::infinity())); },
      "'k': it is no finite number");
}

void AddAlignments(Table& table) {
  for (const std::uint32_t alignment : {0U, 3U, 24U, 33U, 131'072U, 0x80000000U, 0xFFFFFFFFU}) {
    table.Add(
        "alignment " + std::to_string(alignment),
        [&](RawFile& file) { file.Number("general.alignment", alignment); },
        "'general.alignment' is no power of two");
  }
  table.Add(
      "alignment of 64 bits",
      [](RawFile& file) { file.Entry("general.alignment", 10, Raw(std::uint64_t{32})); },
      "'general.alignment' is no power of two");
  table.Add(
      "alignment as a text", [](RawFile& file) { file.Text("general.alignment", "32"); },
      "'general.alignment' is no power of two");
}

void AddShapes(Table& table) {
  const auto shape = [&](const std::string& name, const std::vector<std::uint64_t>& sizes,
                         const std::string& complaint) {
    table.Add(
        "shape " + name, [&](RawFile& file) { file.weights[0].shape = sizes; }, complaint);
  };
  shape("without dimensions", {}, "weight 'w' has 0 dimensions");
  shape("of five", {1, 1, 1, 1, 1}, "weight 'w' has 5 dimensions");
  shape("of fifty", std::vector<std::uint64_t>(50, 1), "weight 'w' has 50 dimensions");
  shape("of zero", {0}, "weight 'w' has a dimension of 0");
  shape("with a zero", {32, 0, 4}, "weight 'w' has a dimension of 0");
  shape("2^64-1", {kHuge}, "weight 'w' is larger than can be counted");
  shape("2^63", {kHalf}, "weight 'w' is larger than can be counted");
  shape("2^32 x 2^32", {1UL << 32U, 1UL << 32U}, "weight 'w' is larger than can be counted");
  shape("2^16 four times", {1U << 16U, 1U << 16U, 1U << 16U, 1U << 16U},
        "weight 'w' is larger than can be counted");
  shape("that wraps to 32", {1UL << 59U, 1UL << 5U, 1}, "weight 'w' is larger than can be counted");
  shape("of 2^62 numbers", {1UL << 62U}, "weight 'w' is larger than can be counted");
  shape("of 2^60 numbers", {1UL << 60U}, "beyond the end of the file");
  shape("of 1 TiB", {1UL << 38U}, "beyond the end of the file");
  shape("of a number too many", {33}, "weight 'w' reaches 4 bytes beyond the end");
}

void AddWeightTypes(Table& table) {
  for (const std::uint32_t type :
       {4U, 5U, 9U, 15U, 31U, 32U, 33U, 36U, 37U, 38U, 43U, 1'000U, 0x80000000U, 0xFFFFFFFFU}) {
    table.Add(
        "weight of type " + std::to_string(type),
        [&](RawFile& file) { file.weights[0].type = type; },
        "weight 'w' is of the unknown type " + std::to_string(type));
  }
  for (const TensorTypeInfo& type : TensorTypes()) {
    if (type.block_values == 1) continue;
    table.Add(
        "rows that " + std::string(type.name) + " cannot hold",
        [&](RawFile& file) {
          file.weights[0].type = static_cast<std::uint32_t>(type.type);
          file.weights[0].shape = {type.block_values + 1};
        },
        "no multiple of the " + std::to_string(type.block_values) + " that " +
            std::string(type.name) + " needs");
  }
}

void AddPlaces(Table& table) {
  const auto two = [](RawFile& file, std::uint64_t second) {
    file.weights = {{"a", {8}, 0, 0}, {"b", {8}, 0, second}};
  };
  table.Add(
      "two weights in one place", [&](RawFile& file) { two(file, 0); },
      "weight 'b' overlaps the one before it");
  table.Add(
      "a weight that reaches into the next",
      [](RawFile& file) {
        file.weights = {{"a", {16}, 0, 0}, {"b", {8}, 0, 32}};
      },
      "weight 'b' overlaps the one before it");
  table.Add(
      "a gap between weights", [&](RawFile& file) { two(file, 64); },
      "weight 'b' does not begin where the one before ends");
  table.Add(
      "weights in the wrong order",
      [](RawFile& file) {
        file.weights = {{"a", {8}, 0, 32}, {"b", {8}, 0, 0}};
      },
      "weight 'a' does not begin where the one before ends");
  for (const std::uint64_t offset : {1UL, 16UL, 31UL, 33UL}) {
    table.Add(
        "a weight at " + std::to_string(offset),
        [&](RawFile& file) { file.weights[0].offset = offset; }, "no multiple of 32");
  }
  for (const std::uint64_t offset : {1UL << 20U, 1UL << 40U, kHalf, kHuge - 31}) {
    table.Add(
        "a weight far away, at " + std::to_string(offset),
        [&](RawFile& file) { file.weights[0].offset = offset; },
        "does not begin where the one before ends");
  }
  table.Add(
      "a weight twice",
      [](RawFile& file) {
        file.weights = {{"a", {8}, 0, 0}, {"c", {8}, 0, 32}, {"a", {8}, 0, 64}};
      },
      "weight 'a' is there twice");
  table.Add(
      "a weight without a name", [](RawFile& file) { file.weights[0].name = ""; },
      "a weight has no name");
  for (const std::size_t size : {64U, 65U, 1'000U}) {
    table.Add(
        "a name of " + std::to_string(size) + " bytes",
        [&](RawFile& file) { file.weights[0].name = std::string(size, 'n'); },
        "the name of a weight has " + std::to_string(size) + " bytes");
  }
  table.Add(
      "a zero byte in a name", [](RawFile& file) { file.weights[0].name = std::string("a\0b", 3); },
      "has a zero byte in it");
  table.Add(
      "weights missing", [](RawFile& file) { file.data_bytes = 0; }, "beyond the end");
  table.Add(
      "the last byte missing", [](RawFile& file) { file.data_bytes = 127; },
      "weight 'w' reaches 1 bytes beyond the end");
}

}  // namespace

void AddBadForms(Table& table) {
  AddBeginnings(table);
  AddCounts(table);
  AddTexts(table);
  AddValues(table);
  AddAlignments(table);
  AddShapes(table);
  AddWeightTypes(table);
  AddPlaces(table);
}

}  // namespace wenyuan::gguf::testing
