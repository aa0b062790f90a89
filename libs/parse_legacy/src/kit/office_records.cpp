#include "kit/office_records.h"

namespace wenyuan::parse {

OfficeRecord OfficeRecordAt(std::string_view bytes, std::size_t& at) {
  const Bytes view(bytes);
  if (!view.Has(at, 8)) return {};
  OfficeRecord record;
  const std::uint16_t head = view.U16(at);
  record.container = (head & 0xFU) == 0xF;
  record.instance = static_cast<std::uint16_t>(head >> 4U);
  record.type = view.U16(at + 2);
  record.content = view.Sub(at + 8, view.U32(at + 4));
  at += 8 + record.content.size();
  return record;
}

std::vector<OfficeRecord> OfficeChildren(std::string_view content) {
  std::vector<OfficeRecord> children;
  for (std::size_t at = 0;;) {
    const OfficeRecord record = OfficeRecordAt(content, at);
    if (record.type == 0) return children;
    children.push_back(record);
  }
}

OfficeRecord OfficeChild(std::string_view content, std::uint16_t type) {
  for (std::size_t at = 0;;) {
    const OfficeRecord record = OfficeRecordAt(content, at);
    if (record.type == 0 || record.type == type) return record;
  }
}

}  // namespace wenyuan::parse
