#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "byte_writer.h"
#include "doc/file_information.h"
#include "rc4_fixture.h"
#include "wenyuan/parse_kit/compound_writer.h"

namespace wenyuan::parse {

// A small Word 97 document: paragraphs with their properties, other stories, positions.
class DocFixture {
 public:
  static constexpr std::size_t kTextAt = 0x400;

  // Text with its end mark ('\r' or '\a'), the number of its style, what changes it.
  DocFixture& Add(DocStory story, std::string_view text, unsigned style = 0,
                  std::string changes = {}) {
    stories_[story].push_back({std::string(text), style, std::move(changes)});
    return *this;
  }
  // Formatting of the characters [from, to) of the whole text.
  DocFixture& Format(std::size_t from, std::size_t to, std::string changes) {
    formats_.push_back({from, to, std::move(changes)});
    return *this;
  }
  // A structure by its number in the list of ranges.
  DocFixture& Structure(std::size_t index, std::string bytes) {
    structures_.emplace_back(index, std::move(bytes));
    return *this;
  }
  // The stream for what is too long for the others.
  DocFixture& Data(std::string bytes) {
    data_ = std::move(bytes);
    return *this;
  }
  DocFixture& Flags(unsigned flags) {
    flags_ = flags;
    return *this;
  }

  DocFixture& Lock(std::string_view password) {
    lock_.emplace(password);
    return Flags(0x0100);
  }

  std::string Build() {
    std::string text;
    std::vector<std::size_t> ends;  // of paragraphs
    std::size_t lengths[kDocStories] = {};
    std::string pages;
    std::vector<const Paragraph*> paragraphs;
    for (std::size_t story = 0; story < kDocStories; ++story) {
      for (const Paragraph& paragraph : stories_[story]) {
        text += paragraph.text;
        lengths[story] += WideLength(paragraph.text);
        ends.push_back(kTextAt + WideLength(text) * 2);
        paragraphs.push_back(&paragraph);
      }
    }
    const std::size_t characters = WideLength(text);
    const std::size_t page_at = (kTextAt + characters * 2 + 511) / 512 * 512;
    ByteWriter table;
    if (lock_) table.Raw(lock_->Header());
    std::vector<std::pair<std::size_t, std::pair<std::size_t, std::size_t>>> ranges;
    const auto put = [&](std::size_t index, const std::string& bytes) {
      ranges.push_back({index, {table.size(), bytes.size()}});
      table.Raw(bytes);
    };
    put(33, ByteWriter().U8(2).U32(16).U32(0).U32(characters).U16(0).U32(kTextAt).U16(0).Bytes());
    const auto one_page = [&](std::size_t number) {
      return ByteWriter().U32(kTextAt).U32(ends.back()).U32(page_at / 512 + number).Bytes();
    };
    put(13, one_page(0));
    put(12, one_page(1));
    for (const auto& [index, bytes] : structures_) put(index, bytes);

    ByteWriter head;
    head.U16(0xA5EC).U16(193).PadTo(0x0A).U16(flags_).PadTo(0x0E);
    head.U32(lock_ ? lock_->Header().size() : 0).PadTo(0x20).U16(14).Zeros(28).U16(22);
    head.Zeros(12);
    for (const std::size_t length : lengths) head.U32(length);
    head.PadTo(0x98).U16(93);
    std::string fields(93 * 8, '\0');
    for (const auto& [index, range] : ranges) {
      fields.replace(index * 8, 8, ByteWriter().U32(range.first).U32(range.second).Bytes());
    }
    head.Raw(fields).PadTo(kTextAt).Wide(text).PadTo(page_at);
    head.Raw(ParagraphPage(paragraphs, ends)).Raw(CharacterPage());
    std::string stream = head.Bytes();
    std::string structures = table.Bytes();
    if (lock_) {
      stream = stream.substr(0, 68) + lock_->Encrypt(stream, 512).substr(68);
      const std::size_t plain = lock_->Header().size();
      structures = structures.substr(0, plain) + lock_->Encrypt(structures, 512).substr(plain);
    }
    return WriteCompoundFile({"",
                              true,
                              {},
                              {{"WordDocument", false, stream, {}, {}},
                               {"0Table", false, structures, {}, {}},
                               {"Data", false, data_, {}, {}}},
                              {}});
  }

 private:
  struct Paragraph {
    std::string text;
    unsigned style;
    std::string changes;
  };
  struct Formatting {
    std::size_t from;
    std::size_t to;
    std::string changes;
  };

  static std::string ParagraphPage(const std::vector<const Paragraph*>& paragraphs,
                                   const std::vector<std::size_t>& ends) {
    ByteWriter page;
    page.U32(kTextAt);
    for (const std::size_t end : ends) page.U32(end);
    std::string properties;
    std::size_t at = (page.size() + paragraphs.size() * 13 + 1) / 2 * 2;
    for (const Paragraph* paragraph : paragraphs) {
      page.U8(at / 2).Zeros(12);
      ByteWriter one;
      one.U8(0).U8((paragraph->changes.size() + 3) / 2).U16(paragraph->style);
      one.Raw(paragraph->changes).PadTo((one.size() + 1) / 2 * 2);
      properties += one.Bytes();
      at += one.size();
    }
    page.PadTo((page.size() + 1) / 2 * 2).Raw(properties);
    return page.PadTo(511).U8(paragraphs.size()).Bytes();
  }

  std::string CharacterPage() const {
    ByteWriter page;
    std::size_t done = 0;
    std::vector<std::pair<std::size_t, const std::string*>> runs;  // start and changes
    for (const Formatting& format : formats_) {
      if (format.from > done) runs.push_back({done, nullptr});
      runs.push_back({format.from, &format.changes});
      done = format.to;
    }
    runs.push_back({done, nullptr});
    for (const auto& [start, changes] : runs) page.U32(kTextAt + start * 2);
    page.U32(kTextAt + 100'000);
    std::string properties;
    std::size_t at = (page.size() + runs.size() + 1) / 2 * 2;
    for (const auto& [start, changes] : runs) {
      page.U8(changes == nullptr ? 0 : at / 2);
      if (changes == nullptr) continue;
      ByteWriter one;
      one.U8(changes->size()).Raw(*changes).PadTo((one.size() + 1) / 2 * 2);
      properties += one.Bytes();
      at += one.size();
    }
    page.PadTo((page.size() + 1) / 2 * 2).Raw(properties);
    return page.PadTo(511).U8(runs.size()).Bytes();
  }

  std::vector<Paragraph> stories_[kDocStories];
  std::vector<Formatting> formats_;
  std::vector<std::pair<std::size_t, std::string>> structures_;
  std::string data_;
  unsigned flags_ = 0;
  std::optional<Rc4Fixture> lock_;
};

// A style sheet whose styles have these built-in numbers (0 normal, 1-9 headings) and changes.
inline std::string StyleSheet(const std::vector<std::pair<unsigned, std::string>>& styles) {
  ByteWriter sheet;
  sheet.U16(18).U16(styles.size()).U16(10).Zeros(14);
  for (const auto& [built_in, changes] : styles) {
    ByteWriter style;
    style.U16(built_in).U16(0xFFF1).U16(0xFFF2).U16(0).U16(0);
    style.U16(1).Wide("x").U16(0).U16(2 + changes.size()).U16(0).Raw(changes);
    sheet.U16(style.size()).Raw(style.Bytes());
  }
  return sheet.Bytes();
}

}  // namespace wenyuan::parse
