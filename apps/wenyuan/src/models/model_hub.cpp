#include "model_hub.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/url/parse.hpp>
#include <cstdlib>
#include <optional>
#include <utility>

#include "../json.h"
#include "model_web.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr int kMostPages = 20;  // of a listing
constexpr std::uint64_t kCardBytes = std::uint64_t{1} << 20U;

enum class Layout { kHuggingFace, kModelScope };

struct Hub {
  Layout layout = Layout::kHuggingFace;
  std::string base;  // without a slash at its end
  std::string token;
};

// A repository there, or a file in it.
struct Spot {
  std::string repository;  // "ORG/NAME"
  std::string revision;
  std::string file;
};

std::string Environment(const char* name, const char* otherwise = "") {
  const char* value = std::getenv(name);
  std::string text = value == nullptr || *value == '\0' ? otherwise : value;
  while (text.ends_with('/')) text.pop_back();
  return text;
}

Hub HuggingFace() {
  return {Layout::kHuggingFace, Environment("HF_ENDPOINT", "https://huggingface.co"),
          Environment("HF_TOKEN")};
}

Hub ModelScope() {
  return {Layout::kModelScope, Environment("MODELSCOPE_ENDPOINT", "https://modelscope.cn"),
          Environment("MODELSCOPE_API_TOKEN")};
}

bool IsUrl(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

bool IsRepository(std::string_view name) {
  const std::size_t slash = name.find('/');
  const auto plain = [](std::string_view part) {
    return !part.empty() && part.size() <= 96 && part.front() != '.' &&
           std::all_of(part.begin(), part.end(), [](char c) {
             return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' ||
                    c == '.';
           });
  };
  return slash != std::string_view::npos && plain(name.substr(0, slash)) &&
         plain(name.substr(slash + 1));
}

Error NoModel(const std::string& name) {
  return {ErrorCode::kInvalidArgument,
          "'" + name + "' is no model of a hub; write ORG/NAME, or the address of its page or file",
          "“" + name + "”不是模型；请写成 组织/名称，或模型页面、文件的地址"};
}

// What a hub's answer that is no list means to a person.
Error Refused(const std::string& what, const std::string& host, int status) {
  if (status == 401 || status == 403) {
    return {ErrorCode::kPermissionDenied,
            "'" + host + "' does not give '" + what +
                "' to everybody; accept its terms on its page, and set " +
                "HF_TOKEN or MODELSCOPE_API_TOKEN",
            "“" + host + "”不公开提供“" + what +
                "”；请先在其页面接受条款，并设置 HF_TOKEN 或 MODELSCOPE_API_TOKEN"};
  }
  if (status == 404) {
    return {ErrorCode::kNotFound, "'" + host + "' has no '" + what + "'; check its name",
            "“" + host + "”上没有“" + what + "”；请核对名称"};
  }
  return {
      ErrorCode::kUnavailable,
      "'" + host + "' answered " + std::to_string(status) + " for '" + what + "'; try again later",
      "“" + host + "”对“" + what + "”回答了 " + std::to_string(status) + "；请稍后再试"};
}

struct JsonAnswer {
  json::value body;
  std::string next;  // of a list in pages
};

Result<JsonAnswer> GetJson(const Hub& hub, const std::string& url, const std::string& what,
                           Deadline deadline) {
  WY_TRY(const WebAnswer answer, GetFollowing({url, hub.token}, deadline));
  if (answer.response.status != 200) return Refused(what, HostOf(url), answer.response.status);
  JsonAnswer read;
  json::error_code wrong;
  read.body = json::parse(answer.response.body, wrong);
  if (wrong) {
    return Error{ErrorCode::kUnavailable,
                 "'" + HostOf(url) + "' does not answer as a hub of models does",
                 "“" + HostOf(url) + "”的回答不符合模型仓库的格式"};
  }
  const std::string_view link = http::Find(answer.response.headers, "Link");
  const std::size_t end = link.find(">; rel=\"next\"");
  if (link.starts_with('<') && end != std::string_view::npos) read.next = link.substr(1, end - 1);
  return read;
}

std::uint64_t SizeOf(const json::value& file, std::string_view name) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, IntegerOf(file, name)));
}

Result<std::vector<HubFile>> ListHuggingFace(const Hub& hub, const Spot& spot, Deadline deadline) {
  std::vector<HubFile> files;
  std::string url = hub.base + "/api/models/" + spot.repository + "/tree/" +
                    PathSegment(spot.revision) + "?recursive=true";
  for (int page = 0; page < kMostPages && !url.empty(); ++page) {
    WY_TRY(const JsonAnswer answer, GetJson(hub, url, spot.repository, deadline));
    const json::array* list = answer.body.if_array();
    for (const json::value& file : list == nullptr ? json::array() : *list) {
      if (TextOf(file, "type") != "file") continue;
      HubFile one{TextOf(file, "path"), {}, SizeOf(file, "size"), {}};
      const json::value& large = MemberOf(file, "lfs");
      if (IsSha256(TextOf(large, "oid"))) {
        one.sha256 = TextOf(large, "oid");
        one.bytes = SizeOf(large, "size");
      }
      one.url = hub.base + "/" + spot.repository + "/resolve/" + PathSegment(spot.revision) + "/" +
                PathOf(one.path);
      files.push_back(std::move(one));
    }
    url = answer.next;
  }
  return files;
}

Result<std::vector<HubFile>> ListModelScope(const Hub& hub, const Spot& spot, Deadline deadline) {
  const std::string url = hub.base + "/api/v1/models/" + spot.repository +
                          "/repo/files?Recursive=true&Revision=" + PathSegment(spot.revision);
  WY_TRY(const JsonAnswer answer, GetJson(hub, url, spot.repository, deadline));
  std::vector<HubFile> files;
  for (const json::value& file : ListOf(MemberOf(answer.body, "Data"), "Files")) {
    if (TextOf(file, "Type") == "tree") continue;
    HubFile one{TextOf(file, "Path"), {}, SizeOf(file, "Size"), {}};
    if (IsSha256(TextOf(file, "Sha256"))) one.sha256 = TextOf(file, "Sha256");
    one.url = hub.base + "/models/" + spot.repository + "/resolve/" + PathSegment(spot.revision) +
              "/" + PathOf(one.path);
    files.push_back(std::move(one));
  }
  return files;
}

// "license: apache-2.0" between the lines "---" that a model card begins with.
std::string LicenceInCard(std::string_view card) {
  if (!card.starts_with("---")) return {};
  const std::size_t end = card.find("\n---", 3);
  std::string_view head = card.substr(0, end);
  for (const std::string_view key : {"license_name:", "license:"}) {
    std::size_t at = head.find("\n" + std::string(key));
    if (at == std::string_view::npos) continue;
    std::string_view value = head.substr(at + 1 + key.size());
    value = value.substr(0, value.find('\n'));
    const std::size_t first = value.find_first_not_of(" \t\"'");
    const std::size_t last = value.find_last_not_of(" \t\r\"'");
    if (first == std::string_view::npos) continue;
    return std::string(value.substr(first, last - first + 1));
  }
  return {};
}

// What is known of it; not knowing is no failure.
std::string LicenceOf(const Hub& hub, const Spot& spot, Deadline deadline) {
  const bool hugging = hub.layout == Layout::kHuggingFace;
  const std::string about =
      hub.base + (hugging ? "/api/models/" : "/api/v1/models/") + spot.repository;
  if (const auto answer = GetJson(hub, about, spot.repository, deadline)) {
    const json::value& card =
        hugging ? MemberOf(answer->body, "cardData") : MemberOf(answer->body, "Data");
    for (const std::string_view name : {"license_name", "license", "License"}) {
      if (std::string licence = TextOf(card, name); !licence.empty()) return licence;
    }
    for (const json::value& tag : ListOf(answer->body, "tags")) {
      if (tag.is_string() && tag.get_string().starts_with("license:")) {
        return std::string(tag.get_string().subview(8));
      }
    }
  }
  const std::string card = hub.base + (hugging ? "/" : "/models/") + spot.repository + "/resolve/" +
                           PathSegment(spot.revision) + "/README.md";
  WebRequest request{card, hub.token};
  request.max_bytes = kCardBytes;
  const auto answer = GetFollowing(request, deadline);
  return answer && answer->response.status == 200 ? LicenceInCard(answer->response.body)
                                                  : std::string();
}

Result<HubPage> LookAt(const Hub& hub, Spot spot, Deadline deadline) {
  const bool hugging = hub.layout == Layout::kHuggingFace;
  if (spot.revision.empty()) spot.revision = hugging ? "main" : "master";
  WY_TRY(const std::vector<HubFile> files,
         hugging ? ListHuggingFace(hub, spot, deadline) : ListModelScope(hub, spot, deadline));
  HubPage page;
  page.source = HostOf(hub.base) + "/" + spot.repository;
  page.licence = LicenceOf(hub, spot, deadline);
  page.file = spot.file;
  page.token = hub.token;
  page.offers = OffersOf(files);
  return page;
}

// Any file anywhere: what it is shows when it is there.
HubPage OneFile(const std::string& url) {
  HubPage page;
  page.source = url;
  const std::string path = url.substr(0, url.find_first_of("?#"));
  page.offers = OffersOf({{path.substr(path.rfind('/') + 1), url, 0, {}}});
  return page;
}

// "/ORG/NAME", "/ORG/NAME/resolve/REVISION/FILE" and the like, with "/models" before it at
// ModelScope.
std::optional<std::pair<Hub, Spot>> ReadAddress(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed) return std::nullopt;
  std::vector<std::string> words;
  for (const auto& segment : parsed->segments()) words.push_back(segment);
  Hub hub{Layout::kHuggingFace, std::string(parsed->encoded_origin()), {}};
  if (!words.empty() && words.front() == "models") {
    hub.layout = Layout::kModelScope;
    words.erase(words.begin());
  }
  for (const Hub& known : {HuggingFace(), ModelScope()}) {  // nobody else may have their tokens
    if (known.layout == hub.layout && known.base == hub.base) hub.token = known.token;
  }
  if (words.size() < 2 || !IsRepository(words[0] + "/" + words[1])) return std::nullopt;
  Spot spot{words[0] + "/" + words[1], {}, {}};
  const bool deeper = words.size() > 3 && (words[2] == "resolve" || words[2] == "blob" ||
                                           words[2] == "tree" || words[2] == "file");
  if (!deeper && (words.size() > 2 || words[1].ends_with(".gguf"))) return std::nullopt;
  if (!deeper) return std::pair(hub, spot);
  spot.revision = words[3];
  for (std::size_t i = 4; i < words.size(); ++i) {
    spot.file += (spot.file.empty() ? "" : "/") + words[i];
  }
  return std::pair(hub, spot);
}

}  // namespace

Result<HubPage> LookAtHub(const HubRequest& request, Deadline deadline) {
  if (IsUrl(request.name)) {
    if (const auto read = ReadAddress(request.name)) {
      Spot spot = read->second;
      if (!request.revision.empty()) spot.revision = request.revision;
      return LookAt(read->first, spot, deadline);
    }
    HubPage page = OneFile(request.name);
    if (page.offers.empty()) return NoModel(request.name);
    return page;
  }
  if (!IsRepository(request.name)) return NoModel(request.name);
  const Spot spot{request.name, request.revision, {}};
  if (request.from.empty() || request.from == "huggingface")
    return LookAt(HuggingFace(), spot, deadline);
  if (request.from == "modelscope") return LookAt(ModelScope(), spot, deadline);
  if (!IsUrl(request.from)) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + request.from + "' is no hub; write huggingface, modelscope or an address",
                 "“" + request.from + "”不是模型仓库；请写 huggingface、modelscope 或网址"};
  }
  Hub mirror{Layout::kHuggingFace, request.from, {}};
  while (mirror.base.ends_with('/')) mirror.base.pop_back();
  Result<HubPage> page = LookAt(mirror, spot, deadline);
  if (page || page.error().code != ErrorCode::kNotFound) return page;
  mirror.layout = Layout::kModelScope;
  Result<HubPage> other = LookAt(mirror, spot, deadline);
  return other ? other : page;
}

}  // namespace wenyuan::app
