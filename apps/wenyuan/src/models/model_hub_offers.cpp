#include <algorithm>
#include <array>
#include <map>
#include <regex>

#include "../quantity.h"
#include "model_hub.h"

namespace wenyuan::app {
namespace {

constexpr std::size_t kMostChoicesNamed = 40;

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return upper;
}

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// Names become names of our own files.
bool IsPlain(const std::string& name) {
  return !name.empty() && name.size() <= 200 && name.front() != '.' &&
         name.find('\\') == std::string::npos && std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < 32 || c == 127;
         });
}

// Types that a word for a width means, the better first.
std::vector<std::string> TypesOf(const std::string& wanted) {
  if (wanted == "INT8" || wanted == "8BIT") return {"Q8_0", "Q8_K"};
  if (wanted == "4BIT" || wanted == "INT4") {
    return {"Q4_K_M", "Q4_K_S", "Q4_K", "Q4_0", "Q4_1", "IQ4_NL", "IQ4_XS", "Q4_K_L"};
  }
  if (wanted == "FP16") return {"F16", "FP16"};
  return {wanted};
}

Error Choices(const HubPage& page, const std::string& why, const std::string& why_zh) {
  std::string names;
  for (std::size_t i = 0; i < std::min(kMostChoicesNamed, page.offers.size()); ++i) {
    names += "\n  " + page.offers[i].file + "  " +
             FormatBytes(static_cast<double>(page.offers[i].bytes));
  }
  return {ErrorCode::kInvalidArgument,
          "'" + page.source + "' " + why + "; choose one with --file or QUANTIZATION:" + names,
          "“" + page.source + "”" + why_zh + "；请用 --file 或 QUANTIZATION 选择：" + names};
}

}  // namespace

std::string QuantisationInName(std::string_view file) {
  static const std::regex kType(
      "^(I?Q[0-9](_[0-9A-Z]+)*|TQ[12]_0|BF16|F16|F32|FP16|FP32|MXFP4.*)$");
  std::string name = Upper(file.substr(file.rfind('/') + 1));
  std::string found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && name[i] != '-' && name[i] != '.') continue;
    const std::string word = name.substr(begin, i - begin);
    if (std::regex_match(word, kType)) found = word;
    begin = i + 1;
  }
  return found;
}

std::vector<HubOffer> OffersOf(const std::vector<HubFile>& files) {
  static const std::regex kPart("^(.*)-([0-9]{5})-of-([0-9]{5})\\.gguf$", std::regex::icase);
  std::vector<HubOffer> offers;
  std::map<std::string, std::map<int, HubFile>> split;  // by what comes before the number, and all
  for (const HubFile& file : files) {
    const std::string name = BaseName(file.path);
    const std::string upper = Upper(name);
    if (!upper.ends_with(".GGUF") || upper.starts_with("MMPROJ") || !IsPlain(name)) continue;
    std::smatch parts;
    if (std::regex_match(file.path, parts, kPart)) {
      split[parts.str(1) + "\n" + parts.str(3)].emplace(std::stoi(parts.str(2)), file);
    } else {
      offers.push_back({file.path, QuantisationInName(name), file.bytes, {file}});
    }
  }
  for (const auto& [key, parts] : split) {
    const auto all = static_cast<std::size_t>(std::stoi(key.substr(key.rfind('\n') + 1)));
    if (parts.size() != all || parts.begin()->first != 1) continue;
    HubOffer offer{
        parts.begin()->second.path, QuantisationInName(parts.begin()->second.path), 0, {}};
    for (const auto& [number, file] : parts) {
      offer.bytes += file.bytes;
      offer.parts.push_back(file);
    }
    offers.push_back(std::move(offer));
  }
  std::sort(offers.begin(), offers.end(), [](const HubOffer& left, const HubOffer& right) {
    return left.bytes != right.bytes ? left.bytes < right.bytes : left.file < right.file;
  });
  return offers;
}

Result<HubOffer> ChooseOffer(const HubPage& page, const std::string& file,
                             const std::string& quantisation) {
  if (page.offers.empty()) {
    return Error{
        ErrorCode::kNotFound,
        "'" + page.source + "' has no whole GGUF file; look for one whose name ends in -GGUF",
        "“" + page.source + "”中没有完整的 GGUF 文件；请找名称以 -GGUF 结尾的仓库"};
  }
  const std::string named = file.empty() ? page.file : file;
  if (!named.empty()) {
    std::vector<const HubOffer*> similar;
    for (const HubOffer& offer : page.offers) {
      for (const HubFile& part : offer.parts) {
        if (part.path == named || BaseName(part.path) == named) return offer;
      }
      if (Upper(offer.file).find(Upper(named)) != std::string::npos) similar.push_back(&offer);
    }
    if (similar.size() == 1) return *similar.front();
    return similar.empty() ? Choices(page, "has no file '" + named + "'", "没有文件“" + named + "”")
                           : Choices(page, "has several files like '" + named + "'",
                                     "有多个名称包含“" + named + "”的文件");
  }
  if (!quantisation.empty()) {
    for (const std::string& type : TypesOf(Upper(quantisation))) {
      for (const HubOffer& offer : page.offers) {
        if (offer.quantisation == type) return offer;
      }
    }
    if (page.offers.size() > 1) {
      return Choices(page, "has nothing in '" + quantisation + "'",
                     "没有“" + quantisation + "”的文件");
    }
  }
  if (page.offers.size() == 1) return page.offers.front();
  return Choices(page, "has " + std::to_string(page.offers.size()) + " files",
                 "有 " + std::to_string(page.offers.size()) + " 个文件");
}

}  // namespace wenyuan::app
