#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "byte_writer.h"
#include "one/properties.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse::testing {

// Writes sections of OneNote for tests. Objects and spaces are called by numbers from 1 to 255.
struct OneNoteObject {
  std::uint32_t kind = 0;
  // Texts of UTF-16 and other bytes, by property.
  std::vector<std::pair<std::uint32_t, std::string>> data;
  std::vector<std::pair<std::uint32_t, std::vector<unsigned>>> objects;
  std::vector<std::pair<std::uint32_t, std::vector<unsigned>>> spaces;
  std::string file;  // what it stands for, where it is a file
};

struct OneNoteSpace {
  std::map<unsigned, OneNoteObject> objects;
  std::map<std::uint32_t, unsigned> roots;  // by role
  bool encrypted = false;
  // As the list of a notebook's sections is kept; then `later` is what a second revision changes.
  bool as_list = false;
  std::map<unsigned, OneNoteObject> later = {};
};

class OneNoteBuilder {
 public:
  std::map<unsigned, OneNoteSpace> spaces;  // the first is the section

  [[nodiscard]] std::string Bytes() {
    file_ = std::string("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3", 16);
    file_.resize(48, '\0');
    file_ += std::string("\x3F\xDD\x9A\x10\x1B\x91\xF5\x49\xA5\xD0\x17\x91\xED\xC8\xAE\xD8", 16);
    file_.resize(1024, '\0');
    std::string root = Node(0x004, {}, Id(spaces.begin()->first));
    for (const auto& [number, space] : spaces) {
      root += Node(0x008, AddList(Node(0x010, AddRevisions(space), "")), Id(number));
    }
    root += Node(0x090, AddList(files_), "");
    const auto [at, size] = AddList(root);
    file_.replace(172, 12, ByteWriter().U64(at).U32(size).Bytes());
    return file_;
  }

  static std::string Wide(std::string_view text) { return Utf8ToWide(text) + std::string(2, '\0'); }
  static std::string Number(float value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
  }

  // What stands about an object, as it is written.
  static std::string Data(const OneNoteObject& object) {
    ByteWriter objects;
    ByteWriter spaces;
    ByteWriter numbers;
    ByteWriter values;
    std::size_t object_count = 0;
    std::size_t space_count = 0;
    for (const auto& [property, value] : object.data) {
      numbers.U32(property);
      if ((property >> 26U & 0x1FU) == 7) values.U32(value.size());
      values.Raw(value);
    }
    const auto add = [&](const auto& lists, ByteWriter& names, std::size_t& count) {
      for (const auto& [property, ids] : lists) {
        numbers.U32(property);
        if ((property >> 26U & 1U) != 0) values.U32(ids.size());
        for (const unsigned id : ids) names.U32(id);
        count += ids.size();
      }
    };
    add(object.objects, objects, object_count);
    add(object.spaces, spaces, space_count);
    const std::size_t count = object.data.size() + object.objects.size() + object.spaces.size();
    return ByteWriter()
        .U32(object_count)
        .Raw(objects.Bytes())
        .U32(space_count)
        .Raw(spaces.Bytes())
        .U16(count)
        .Raw(numbers.Bytes())
        .Raw(values.Bytes())
        .Bytes();
  }

 private:
  using Place = std::pair<std::size_t, std::size_t>;

  static std::string Guid() { return "0123456789abcdef"; }
  static std::string Id(unsigned number) { return Guid() + ByteWriter().U32(number).Bytes(); }

  // A reference in eights where its size is a multiple of that, else in bytes.
  static std::string Node(std::uint32_t kind, Place place, const std::string& body) {
    ByteWriter reference;
    std::uint32_t form = 0;
    if (place.second > 0 && place.second % 8 == 0 && place.second < 2048) {
      reference.U32(place.first / 8).U8(place.second / 8);
      form = 3U << 23U | 2U << 25U | 1U << 27U;
    } else if (place.second > 0) {
      reference.U64(place.first).U32(place.second);
      form = 2U << 27U;
    }
    const std::string rest = reference.Bytes() + body;
    return ByteWriter().U32(kind | (4 + rest.size()) << 10U | form).Raw(rest).Bytes();
  }

  Place Append(const std::string& bytes) {
    file_.resize((file_.size() + 7) / 8 * 8, '\0');
    const Place place{file_.size(), bytes.size()};
    file_ += bytes;
    return place;
  }

  // In two fragments, so that one has to follow the other.
  Place AddList(const std::string& nodes) {
    const auto fragment = [](const std::string& content, Place next) {
      return ByteWriter()
          .U64(0xA4567AB1F5F7F4C4)
          .U64(0)
          .Raw(content)
          .U64(next.first)
          .U32(next.second)
          .U64(0x8BC215C38233BA4B)
          .Bytes();
    };
    const Place rest = Append(fragment(nodes, {~std::uint64_t{0}, 0}));
    return Append(fragment(Node(0x0FF, {}, ""), rest));
  }

  Place AddRevisions(const OneNoteSpace& space) {
    if (space.as_list) return AddListRevisions(space);
    std::string nodes = Node(0x01E, {}, Id(1) + Id(0) + std::string(6, '\0'));
    if (space.encrypted) nodes += Node(0x07C, {}, "");
    nodes += Node(0x0B0, AddGroup(space), Id(9));
    for (const auto& [role, object] : space.roots) {
      nodes += Node(0x05A, {}, Id(object) + ByteWriter().U32(role).Bytes());
    }
    nodes += Node(0x01C, {}, "");
    // An older version of the page, which must not count.
    OneNoteSpace older;
    older.objects[1].kind = 0x00060037;
    nodes += Node(0x01F, {}, Id(2) + Id(0) + std::string(6, '\0') + Id(7));
    nodes += Node(0x0B0, AddGroup(older), Id(9)) + Node(0x01C, {}, "");
    return AddList(nodes);
  }

  Place AddListRevisions(const OneNoteSpace& space) {
    std::string nodes = Node(0x01B, {}, Id(1) + Id(0) + std::string(16, '\0')) +
                        Node(0x021, {}, std::string(1, '\0')) +
                        Node(0x024, {}, ByteWriter().U32(0).Raw(Guid()).Bytes());
    for (const auto& [number, object] : space.objects) {
      nodes += Node(0x02D, Append(Data(object)),
                    ByteWriter().U32(number).U16(object.kind & 0x3FFU).U32(0).U8(1).Bytes());
    }
    for (const auto& [role, object] : space.roots) {
      nodes += Node(0x059, {}, ByteWriter().U32(object).U32(role).Bytes());
    }
    nodes += Node(0x01C, {}, "") + Node(0x01B, {}, Id(2) + Id(1) + std::string(16, '\0')) +
             Node(0x021, {}, std::string(1, '\0')) +
             Node(0x026, {}, ByteWriter().U32(0).U32(1).U32(0).Bytes());
    for (const auto& [number, object] : space.later) {
      nodes += Node(0x041, Append(Data(object)), ByteWriter().U32(number).U8(1).Bytes());
    }
    return AddList(nodes + Node(0x01C, {}, ""));
  }

  Place AddGroup(const OneNoteSpace& space) {
    std::string nodes =
        Node(0x022, {}, "") + Node(0x024, {}, ByteWriter().U32(0).Raw(Guid()).Bytes());
    for (const auto& [number, object] : space.objects) {
      const std::string name = ByteWriter().U32(number).U32(object.kind).Bytes();
      if (object.file.empty()) {
        nodes += Node(0x0A4, Append(Data(object)), name + std::string(2, '\1'));
      } else {
        nodes += Node(0x072, {}, name + '\1' + AddFile(object.file));
      }
    }
    return AddList(nodes);
  }

  std::string AddFile(const std::string& content) {
    const std::string guid = "FEDCBA987654321" + std::to_string(file_number_++ % 10);
    files_ += Node(0x094,
                   Append(std::string(16, '\0') + ByteWriter().U64(content.size()).Bytes() +
                          std::string(12, '\0') + content),
                   guid);
    std::string text = "<ifndf>{";
    constexpr const char* kDigits = "0123456789abcdef";
    for (const unsigned at : {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15}) {
      text += kDigits[guid[at] >> 4];
      text += kDigits[guid[at] & 15];
      if (at == 0 || at == 4 || at == 6 || at == 9) text += '-';
    }
    const std::string wide = Utf8ToWide(text + "}");
    return ByteWriter().U32(wide.size() / 2).Raw(wide).U32(0).Bytes();
  }

  std::string file_;
  std::string files_;
  int file_number_ = 0;
};

}  // namespace wenyuan::parse::testing
