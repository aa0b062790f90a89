#include "xlsx_values.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kMaxRow = 1'048'576;
constexpr std::uint32_t kMaxColumn = 16'384;

int Integer(std::string_view text) { return std::atoi(std::string(text).c_str()); }

}  // namespace

void XlsxStyles::Load(pugi::xml_node styles) {
  std::map<int, CellFormat> own;
  for (const pugi::xml_node format : Child(styles, "numFmts").children()) {
    own[Integer(Attribute(format, "numFmtId"))] =
        CellFormat::FromCode(Attribute(format, "formatCode"));
  }
  for (const pugi::xml_node cell : Child(styles, "cellXfs").children()) {
    const int id = Integer(Attribute(cell, "numFmtId"));
    const auto found = own.find(id);
    formats_.push_back(found == own.end() ? CellFormat::BuiltIn(id) : found->second);
  }
}

std::string XlsxStyles::Show(std::string_view raw, std::size_t style) const {
  double value = 0;
  const auto parsed = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != raw.data() + raw.size() || !std::isfinite(value)) {
    return std::string(raw);
  }
  const CellFormat format = style < formats_.size() ? formats_[style] : CellFormat();
  return format.Show(value, first_day_);
}

std::string XlsxString(pugi::xml_node item) {
  std::string text;
  for (const pugi::xml_node part : item.children()) {
    const std::string_view name = LocalName(part);
    if (name == "t") text += part.text().get();
    if (name == "r") text += Child(part, "t").text().get();
  }
  return text;
}

XlsxPosition ParseReference(std::string_view reference) {
  std::size_t at = 0;
  std::uint32_t column = 0;
  for (; at < reference.size() && at < 3 && std::isalpha(static_cast<unsigned char>(reference[at]));
       ++at) {
    column = column * 26 + static_cast<std::uint32_t>((reference[at] & ~0x20) - 'A') + 1;
  }
  std::uint32_t row = 0;
  const auto parsed =
      std::from_chars(reference.data() + at, reference.data() + reference.size(), row);
  if (at == 0 || parsed.ec != std::errc() || row == 0 || row > kMaxRow || column > kMaxColumn) {
    return {};
  }
  return {row - 1, column - 1, true};
}

}  // namespace wenyuan::parse
