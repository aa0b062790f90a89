#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "byte_writer.h"
#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/hwp_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string Record(unsigned tag, unsigned level, std::string_view content) {
  return ByteWriter().U32(content.size() << 20U | level << 10U | tag).Raw(content).Bytes();
}

std::string Paragraph(unsigned level, const std::string& wide) {
  return Record(66, level, std::string(22, '\0')) + Record(67, level + 1, wide);
}

std::string Control(unsigned level, std::string_view name) {
  return Record(71, level, std::string(name.rbegin(), name.rend()) + std::string(8, '\0'));
}

std::string Cell(unsigned level, unsigned row, unsigned column, unsigned columns,
                 std::string_view text) {
  return Record(72, level,
                ByteWriter().Zeros(8).U16(column).U16(row).U16(columns).U16(1).Zeros(10).Bytes()) +
         Paragraph(level, Utf8ToWide(text));
}

std::string Packed(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string input = bytes;
  std::string out(bytes.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string BuildHwp(unsigned flags, const std::vector<std::string>& sections) {
  CompoundNode body{"BodyText", true, {}, {}, {}};
  for (std::size_t i = 0; i < sections.size(); ++i) {
    body.children.push_back({"Section" + std::to_string(i),
                             false,
                             (flags & 1U) != 0 ? Packed(sections[i]) : sections[i],
                             {},
                             {}});
  }
  const std::string head =
      ByteWriter().Raw("HWP Document File").PadTo(32).U32(0x05000300).U32(flags).Zeros(216).Bytes();
  return WriteCompoundFile(
      {"", true, {}, {{"FileHeader", false, head, {}, {}}, std::move(body)}, {}});
}

std::string Section() {
  const std::string extended = ByteWriter().U16(11).Zeros(12).U16(11).Bytes();
  return Paragraph(0, Utf8ToWide("앞") + extended + Utf8ToWide("뒤\n줄\r")) + Control(1, "tbl ") +
         Record(77, 2, ByteWriter().U32(0).U16(2).U16(2).Bytes()) + Cell(2, 0, 0, 2, "머리") +
         Cell(2, 1, 0, 1, "가") + Cell(2, 1, 1, 1, "나") + Control(1, "fn  ") +
         Record(72, 2, std::string(8, '\0')) + Paragraph(2, Utf8ToWide("각주")) +
         Paragraph(0, Utf8ToWide("끝"));
}

TEST(HwpParser, ReadsTextTablesAndNotes) {
  const auto parser = MakeHwpParser();
  const std::string bytes = BuildHwp(1, {Section(), Paragraph(0, Utf8ToWide("둘째"))});
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format hwp\ntitle \n"
            "paragraph: 앞뒤\\n줄\n"
            "table 2x2\n"
            "  0,0 span 1x2: 머리\n"
            "  1,0: 가\n"
            "  1,1: 나\n"
            "note: 각주\n"
            "paragraph: 끝\n"
            "paragraph: 둘째\n");
}

TEST(HwpParser, SaysWhatItCannotRead) {
  const auto parser = MakeHwpParser();
  const auto code = [&](const std::string& bytes) {
    EXPECT_EQ(parser->Recognise(bytes, ""), 95);
    const auto result = parser->Parse({bytes, "", {}, {}});
    testing::CheckPromises(result);
    return result ? ErrorCode::kInternal : result.error().code;
  };
  EXPECT_EQ(code("HWP Document File V2.00 \x1A"), ErrorCode::kUnsupported);
  EXPECT_EQ(code(BuildHwp(2, {Section()})), ErrorCode::kUnsupported);
  EXPECT_EQ(code(BuildHwp(0, {})), ErrorCode::kUnsupported) << "no text";
}

TEST(HwpParser, SurvivesDamage) {
  const auto parser = MakeHwpParser();
  testing::CheckSurvivesDamage(*parser, BuildHwp(0, {Section(), Section()}), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
