#pragma once

#include <string>

#include "one_fixture.h"

namespace wenyuan::parse::testing {

// The same section in the form in which OneDrive hands it out.
class OneNotePackage {
 public:
  explicit OneNotePackage(const OneNoteBuilder& section) {
    file_ = std::string("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3", 16);
    file_.resize(48, '\0');
    file_ += std::string("\x2F\xE9\x8D\x63\xD4\xA6\xC1\x4B\x9A\x36\xB3\xFC\x25\x11\xA5\xB7", 16);
    file_.resize(68, '\0');
    Element(250, 2);
    const std::string root("\xB9\xFA\xDE\x84\xA3\xAA\x0D\x4A\xA3\xA8\x52\x0C\x77\xAC\x70\x73", 16);
    Item(0x07, ByteWriter().U8(2 << 3 | 4).Raw(root).Bytes() + Cell(section.spaces.begin()->first));
    for (const auto& [number, space] : section.spaces) AddSpace(number, space);
  }
  [[nodiscard]] const std::string& Bytes() const { return file_; }

 private:
  static std::string Number(std::uint64_t value) {
    if (value < 128) return ByteWriter().U8(value << 1U | 1U).Bytes();
    return ByteWriter().U8(0x80).U64(value).Bytes();
  }
  static std::string Id(unsigned number) {
    ByteWriter out;
    if (number < 32) {
      out.U8(number << 3U | 4U);
    } else {
      out.U8(0x80).U32(number);
    }
    return out.Raw("fedcba9876543210").Bytes();
  }
  static std::string Cell(unsigned space) { return Id(1) + Id(space); }

  void Item(unsigned kind, const std::string& fields) {
    const bool large = fields.size() >= 0x7FFF;
    file_ += ByteWriter().U32(2U | kind << 3U | (large ? 0x7FFF : fields.size()) << 17U).Bytes();
    if (large) file_ += Number(fields.size());
    file_ += fields;
  }
  void Element(unsigned name, unsigned kind) {
    file_ += '\x05';  // the one before ends
    Item(0x01, Id(name) + '\0' + Number(kind));
  }

  void AddSpace(unsigned number, const OneNoteSpace& space) {
    Element(1000 + number, 1);
    Item(0x0E, Cell(number) + Id(2000 + number) + '\0');
    Item(0x0D, Id(3000 + number) + Id(4000 + number) + '\0');
    Element(2000 + number, 3);
    Item(0x0B, Id(3000 + number));
    Element(4000 + number, 4);
    Item(0x1A, Id(3000 + number) + '\0');
    for (const auto& [role, object] : space.roots) Item(0x0A, Id(role) + Id(object));
    if (space.encrypted) Item(0x0A, Id(3) + Id(99));
    Item(0x19, Id(5000 + number));
    Element(5000 + number, 5);
    for (const auto& [name, object] : space.objects) {
      for (const unsigned part : {4U, 1U}) Item(0x18, Id(name) + Number(part));
      if (!object.file.empty()) Item(0x05, Id(name) + Id(6000) + Number(2));
    }
    unsigned blob = 6000;
    for (const auto& [name, object] : space.objects) {
      Item(0x16, Number(0) + Number(0) + Number(4) + ByteWriter().U32(object.kind).Bytes());
      Item(0x16, Given(object));
      if (!object.file.empty()) Item(0x1C, Number(0) + Number(0) + Id(++blob));
    }
    blob = 6000;
    for (const auto& [name, object] : space.objects) {
      if (object.file.empty()) continue;
      Element(++blob, 10);
      Item(0x02, Number(object.file.size()) + object.file);
    }
  }

  static std::string Given(const OneNoteObject& object) {
    std::string out;
    std::size_t count = 0;
    for (const auto& [property, ids] : object.objects) {
      count += ids.size();
      for (const unsigned id : ids) out += Id(id);
    }
    out = Number(count) + out;
    std::string cells;
    count = 0;
    for (const auto& [property, ids] : object.spaces) {
      count += ids.size();
      for (const unsigned id : ids) cells += Cell(id);
    }
    const std::string data = OneNoteBuilder::Data(object);
    return out + Number(count) + cells + Number(data.size()) + data;
  }

  std::string file_;
};

}  // namespace wenyuan::parse::testing
