#include "source_language.h"

#include <algorithm>
#include <array>
#include <string>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Shape = SourceLanguage::Shape;

constexpr std::array kLanguages = {
    SourceLanguage{"c++", ".c .h .cc .cpp .cxx .hpp .hh .hxx .inl .cu .cuh .m .mm .proto",
                   Shape::kBraces, "//", "/*", "*/",
                   "class struct union enum namespace message service template typedef"},
    SourceLanguage{"java", ".java .kt .kts .scala .groovy .cs .swift .dart", Shape::kBraces, "//",
                   "/*", "*/",
                   "class interface enum record object trait struct namespace func fun def "
                   "protocol extension"},
    SourceLanguage{"javascript", ".js .mjs .cjs .jsx .ts .tsx .vue", Shape::kBraces, "//", "/*",
                   "*/", "function class interface enum namespace type const"},
    SourceLanguage{"go", ".go", Shape::kBraces, "//", "/*", "*/", "func type"},
    SourceLanguage{"rust", ".rs", Shape::kBraces, "//", "/*", "*/",
                   "fn struct enum trait impl mod union macro_rules!"},
    SourceLanguage{"php", ".php", Shape::kBraces, "//", "/*", "*/",
                   "function class interface trait namespace enum"},
    SourceLanguage{"css", ".css .scss .less", Shape::kBraces, "", "/*", "*/", ""},
    SourceLanguage{"perl", ".pl .pm", Shape::kBraces, "#", "", "", "sub package"},
    SourceLanguage{"r", ".r", Shape::kBraces, "#", "", "", ""},
    SourceLanguage{"shell", ".sh .bash .zsh .ksh .ps1", Shape::kBraces, "#", "", "", "function"},
    SourceLanguage{"python", ".py .pyi .pyw", Shape::kIndent, "#", "", "", "def class async"},
    SourceLanguage{"ruby", ".rb .rake", Shape::kEnd, "#", "=begin", "=end", "def class module"},
    SourceLanguage{"lua", ".lua", Shape::kEnd, "--", "", "", "function local"},
    SourceLanguage{"sql", ".sql", Shape::kFlat, "--", "/*", "*/", "create"},
    SourceLanguage{"make",
                   ".mk .cmake .bat .cmd .dockerfile .tf .gradle .vb .bas .f90 .f .jl .ex "
                   ".exs .clj .hs .ml .lisp .el .asm .s .v .vhd",
                   Shape::kFlat, "#", "", "", ""}};

const SourceLanguage* Named(std::string_view name) {
  const auto found = std::find_if(kLanguages.begin(), kLanguages.end(),
                                  [&](const auto& language) { return language.name == name; });
  return found == kLanguages.end() ? nullptr : &*found;
}

}  // namespace

const SourceLanguage* LanguageByName(std::string_view name) {
  const std::string base = AsciiLower(name.substr(name.rfind('/') + 1));
  if (base == "makefile" || base == "dockerfile" || base == "cmakelists.txt") return Named("make");
  const std::size_t dot = base.rfind('.');
  if (dot == std::string::npos) return nullptr;
  const std::string ending = " " + base.substr(dot) + " ";
  for (const SourceLanguage& language : kLanguages) {
    const std::string endings = " " + std::string(language.endings) + " ";
    if (endings.find(ending) != std::string::npos) return &language;
  }
  return nullptr;
}

const SourceLanguage* LanguageByFirstLine(std::string_view text) {
  if (text.substr(0, 2) != "#!") return text.substr(0, 5) == "<?php" ? Named("php") : nullptr;
  const std::string_view line = text.substr(0, text.find('\n'));
  for (const auto& [program, name] : {std::pair{"python", "python"},
                                      {"ruby", "ruby"},
                                      {"node", "javascript"},
                                      {"perl", "perl"},
                                      {"php", "php"},
                                      {"lua", "lua"},
                                      {"Rscript", "r"},
                                      {"sh", "shell"}}) {
    if (line.find(program) != std::string_view::npos) return Named(name);
  }
  return nullptr;
}

}  // namespace wenyuan::parse
