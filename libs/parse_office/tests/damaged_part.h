#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"

namespace wenyuan::parse {

// Parses bytes as one part of a package that is whole otherwise. Damage to a packed file mostly
// fails its checksum; this one reaches the readers.
class PartParser final : public Parser {
 public:
  using Files = std::vector<std::pair<std::string, std::string>>;
  PartParser(Parser& parser, Files files, std::size_t part)
      : parser_(parser), files_(std::move(files)), part_(part) {}

  [[nodiscard]] std::string_view Name() const override { return parser_.Name(); }
  [[nodiscard]] int Recognise(std::string_view /*bytes*/,
                              std::string_view /*name*/) const override {
    return 0;
  }
  Result<Document> Parse(const ParseRequest& request) override {
    files_[part_].second = request.bytes;
    return parser_.Parse({testing::BuildZip(files_), request.name, {}, request.limits});
  }

 private:
  Parser& parser_;
  Files files_;
  std::size_t part_;
};

inline void CheckSurvivesDamagedParts(Parser& parser, const PartParser::Files& files, int rounds) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    PartParser part(parser, files, i);
    testing::CheckSurvivesDamage(part, files[i].second, rounds);
  }
}

}  // namespace wenyuan::parse
