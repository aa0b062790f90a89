#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tiny_pdf.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse_pdf/pdf_parser.h"

namespace wenyuan::parse_pdf::testing {

// PDFium has one state for the process.
inline std::vector<std::unique_ptr<parse::Parser>>& Parsers() {
  static auto* parsers = [] {
    auto* made = new std::vector<std::unique_ptr<parse::Parser>>;
    made->push_back(*MakePdfParser());
    return made;
  }();
  return *parsers;
}

inline Result<parse::Document> Parse(const std::string& bytes, const std::string& password = "",
                                     parse::ParseLimits limits = {}) {
  return parse::ParseByContent(Parsers(), {bytes, "test.pdf", password, limits});
}

inline parse::Document Read(const TinyPdf& pdf) {
  Result<parse::Document> document = Parse(pdf.Bytes());
  EXPECT_TRUE(document) << document.error().message;
  return document ? *document : parse::Document{};
}

inline std::vector<std::string> Texts(const parse::Document& document) {
  std::vector<std::string> texts;
  for (const parse::Block& block : document.blocks) texts.push_back(block.text);
  return texts;
}

inline std::vector<std::string> TextsOf(const parse::Document& document, parse::BlockKind kind) {
  std::vector<std::string> texts;
  for (const parse::Block& block : document.blocks) {
    if (block.kind == kind) texts.push_back(block.text);
  }
  return texts;
}

}  // namespace wenyuan::parse_pdf::testing
