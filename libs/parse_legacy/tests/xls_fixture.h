#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "byte_writer.h"
#include "rc4_fixture.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/compound_writer.h"

namespace wenyuan::parse {

inline std::string XlsBytes(unsigned type, std::string_view content) {
  return ByteWriter().U16(type).U16(content.size()).Raw(content).Bytes();
}

// A string as Excel 97 writes it, its length in `length_bytes`, always wide.
inline std::string XlsText(std::string_view text, std::size_t length_bytes = 2) {
  ByteWriter out;
  if (length_bytes == 1) out.U8(WideLength(text));
  if (length_bytes == 2) out.U16(WideLength(text));
  return out.U8(1).Wide(text).Bytes();
}

inline ByteWriter XlsCell(unsigned row, unsigned column, unsigned style = 0) {
  ByteWriter out;
  return out.U16(row).U16(column).U16(style);
}

struct XlsFixtureSheet {
  std::string name;
  unsigned state = 0;
  std::string records;
};

// The stream with the content of its records encrypted, as far as Excel does that.
inline std::string LockXls(const std::string& stream, const Rc4Fixture& lock) {
  const std::string locked = lock.Encrypt(stream, 1024);
  std::string out = stream;
  const Bytes bytes(stream);
  for (std::size_t at = 0; bytes.Has(at, 4);) {
    const std::size_t size = bytes.U16(at + 2);
    const unsigned type = bytes.U16(at);
    const std::size_t plain = type == 0x809 || type == 0x2F ? size : type == 0x85 ? 4 : 0;
    for (std::size_t i = at + 4 + plain; i < at + 4 + size; ++i) out[i] = locked[i];
    at += 4 + size;
  }
  return out;
}

// A workbook of Excel 97 (or 95) from records.
inline std::string BuildXls(const std::string& globals, const std::vector<XlsFixtureSheet>& sheets,
                            bool excel5 = false, const Rc4Fixture* lock = nullptr) {
  const auto start = [&](unsigned type) {
    return XlsBytes(0x809, ByteWriter().U16(excel5 ? 0x500 : 0x600).U16(type).Zeros(4).Bytes());
  };
  const auto entries = [&](std::size_t first) {
    std::string out;
    for (const XlsFixtureSheet& sheet : sheets) {
      ByteWriter entry;
      entry.U32(first).U8(sheet.state).U8(0);
      if (excel5) {
        entry.U8(sheet.name.size()).Raw(sheet.name);
      } else {
        entry.Raw(XlsText(sheet.name, 1));
      }
      out += XlsBytes(0x85, entry.Bytes());
      first += 12 + sheet.records.size() + 4;
    }
    return out;
  };
  const std::string end = XlsBytes(0x0A, "");
  const std::string head = start(5) + globals;
  std::string stream = head + entries(head.size() + entries(0).size() + end.size()) + end;
  for (const XlsFixtureSheet& sheet : sheets) stream += start(0x10) + sheet.records + end;
  if (lock != nullptr) stream = LockXls(stream, *lock);
  return WriteCompoundFile(
      {"", true, {}, {{excel5 ? "Book" : "Workbook", false, stream, {}, {}}}, {}});
}

}  // namespace wenyuan::parse
