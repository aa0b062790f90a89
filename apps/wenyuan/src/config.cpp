#include "config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "nearest.h"

namespace wenyuan::app {
namespace {

Error Wrong(const std::filesystem::path& path, const std::string& what,
            const std::string& what_zh) {
  return {ErrorCode::kInvalidArgument, "configuration '" + path.string() + "': " + what,
          "配置文件“" + path.string() + "”：" + what_zh};
}

// Takes a value into a setting, or says what it should have been.
using Take = std::function<Result<void>(const toml::node&)>;

Error Expected(const std::string& what, const std::string& what_zh) {
  return {ErrorCode::kInvalidArgument, what, what_zh};
}

template <typename Number>
Take TakeNumber(Number& setting, std::int64_t low, std::int64_t high) {
  return [&setting, low, high](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < low || *value > high) {
      const std::string least = std::to_string(low);
      const std::string most = std::to_string(high);
      return Expected("a whole number from " + least + " to " + most,
                      least + " 到 " + most + " 之间的整数");
    }
    setting = Number(*value);
    return {};
  };
}

template <typename Text>
Take TakeText(Text& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<std::string>();
    if (!value) return Expected("a text in quotes", "引号中的文本");
    setting = *value;
    return {};
  };
}

Take TakeTexts(std::vector<std::string>& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const toml::array* list = node.as_array();
    const Error expected =
        Expected("a list of texts, as in [\"a\", \"b\"]", "文本列表，例如 [\"a\", \"b\"]");
    if (list == nullptr) return expected;
    setting.clear();
    for (const toml::node& item : *list) {
      const auto value = item.value_exact<std::string>();
      if (!value) return expected;
      setting.push_back(*value);
    }
    return {};
  };
}

Take TakeReal(double& setting, double least, double most) {
  return [&setting, least, most](const toml::node& node) -> Result<void> {
    const auto value = node.value<double>();
    if (!value || !(*value >= least && *value <= most)) {
      const std::string low = std::to_string(static_cast<int>(least));
      const std::string high = std::to_string(static_cast<int>(most));
      return Expected("a number from " + low + " to " + high, low + " 到 " + high + " 之间的数");
    }
    setting = *value;
    return {};
  };
}

Take TakeFlag(bool& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<bool>();
    if (!value) return Expected("true or false", "true 或 false");
    setting = *value;
    return {};
  };
}

// A mail address or a web address: what a link may safely lead to.
Take TakeContact(std::string& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const std::string text = node.value_or(std::string());
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '<' && c != '>' && c != '"';
    });
    const std::size_t at = text.find('@');
    const bool mail = at != std::string::npos && at > 0 && at + 1 < text.size() &&
                      text.find('@', at + 1) == std::string::npos &&
                      text.find_first_of(":/?") == std::string::npos;
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    if (!node.is_string() || !plain || !(text.empty() || mail || web)) {
      return Expected("a mail address, an address that begins with https:// or http://, or \"\"",
                      "邮箱地址、以 https:// 或 http:// 开头的网址，或 \"\"");
    }
    setting = text;
    return {};
  };
}

Take TakeLevel(LogLevel& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const auto level = LogLevelOf(node.value_or(std::string()));
    if (!level) {
      return Expected("\"debug\", \"info\", \"warning\" or \"error\"",
                      "\"debug\"、\"info\"、\"warning\" 或 \"error\"");
    }
    setting = *level;
    return {};
  };
}

Take TakeProofPolicy(answer::ProofPolicy& setting) {
  return [&setting](const toml::node& node) -> Result<void> {
    const std::string name = node.value_or(std::string());
    if (name != "drop" && name != "flag")
      return Expected("\"drop\" or \"flag\"", "\"drop\" 或 \"flag\"");
    setting = name == "drop" ? answer::ProofPolicy::kDrop : answer::ProofPolicy::kFlag;
    return {};
  };
}

Take TakeCompression(bool& by_attention) {
  return [&by_attention](const toml::node& node) -> Result<void> {
    const std::string name = node.value_or(std::string());
    if (name != "words" && name != "attention") {
      return Expected("\"words\" or \"attention\"", "\"words\" 或 \"attention\"");
    }
    by_attention = name == "attention";
    return {};
  };
}

using Settings = std::map<std::string, std::map<std::string, Take>>;

Settings SettingsOf(Config& config) {
  Settings settings;
  settings["server"]["address"] = TakeText(config.address);
  settings["server"]["port"] = TakeNumber(config.port, 0, 65'535);
  settings["server"]["allowed_hosts"] = TakeTexts(config.allowed_hosts);
  settings["ingest"]["workers"] = TakeNumber(config.workers, 1, 256);
  settings["ingest"]["max_file_mib"] = TakeNumber(config.max_file_mib, 1, 2'048);
  settings["clean"]["nfkc"] = TakeFlag(config.clean.normalise.nfkc);
  settings["clean"]["control_characters"] = TakeFlag(config.clean.normalise.control_characters);
  settings["clean"]["zero_width"] = TakeFlag(config.clean.normalise.zero_width);
  settings["clean"]["white_space"] = TakeFlag(config.clean.normalise.white_space);
  settings["clean"]["repeated_lines"] = TakeFlag(config.clean.repeated_lines);
  settings["clean"]["empty_blocks"] = TakeFlag(config.clean.empty_blocks);
  settings["parser"]["memory_mib"] = TakeNumber(config.parser_memory_mib, 128, 65'536);
  settings["parser"]["cpu_seconds"] = TakeNumber(config.parser_cpu_seconds, 1, 3'600);
  settings["parser"]["wall_seconds"] = TakeNumber(config.parser_wall_seconds, 1, 7'200);
  settings["recognition"]["pages"] = TakeNumber(config.recognition_pages, 0, 20'000);
  settings["recognition"]["memory_mib"] = TakeNumber(config.recognition_memory_mib, 512, 65'536);
  settings["recognition"]["tesseract"] = TakeText(config.tesseract);
  settings["recognition"]["vision"] = TakeText(config.vision);
  settings["recognition"]["vision_model"] = TakeText(config.vision_model);
  settings["recognition"]["vision_key"] = TakeText(config.vision_key);
  settings["recognition"]["vision_tokens"] = TakeNumber(config.vision_tokens, 64, 65'536);
  settings["recognition"]["vision_seconds"] = TakeNumber(config.vision_seconds, 1, 3'600);
  settings["text"]["user_dictionary"] = TakeText(config.user_dictionary);
  settings["text"]["synonyms"] = TakeText(config.synonyms);
  settings["search"]["words_han"] = TakeReal(config.fusion.words_han, 0, 100);
  settings["search"]["words_other"] = TakeReal(config.fusion.words_other, 0, 100);
  settings["search"]["rerank"] = TakeFlag(config.rank.rerank);
  settings["search"]["rerank_hits"] = TakeNumber(config.rerank_hits, 0, 100);
  settings["search"]["rerank_budget_ms"] = TakeNumber(config.rerank_budget, 50, 60'000);
  settings["search"]["collapse_near_duplicates"] = TakeFlag(config.rank.collapse);
  settings["search"]["diversify"] = TakeFlag(config.rank.diversify);
  settings["search"]["index_cache_mib"] = TakeNumber(config.index_cache_mib, 16, 1'048'576);
  for (const auto& [section, embedder] : {std::pair{"models", &config.embedder},
                                          std::pair{"models_before", &config.embedder_before}}) {
    settings[section]["embedder"] = TakeText(embedder->embedder);
    settings[section]["embedder_model"] = TakeText(embedder->model);
    settings[section]["embedder_key"] = TakeText(embedder->key);
    settings[section]["query_prefix"] = TakeText(embedder->query_prefix);
    settings[section]["passage_prefix"] = TakeText(embedder->passage_prefix);
  }
  settings["models"]["reranker"] = TakeText(config.reranker.reranker);
  settings["models"]["reranker_model"] = TakeText(config.reranker.model);
  settings["models"]["reranker_key"] = TakeText(config.reranker.key);
  settings["models"]["generator"] = TakeText(config.generator.generator);
  settings["models"]["generator_model"] = TakeText(config.generator.model);
  settings["models"]["generator_key"] = TakeText(config.generator.key);
  settings["models"]["generator_threads"] = TakeNumber(config.generator.threads, 1, 256);
  settings["models"]["generator_context"] =
      TakeNumber(config.generator.context_tokens, 512, 1'048'576);
  settings["models"]["generator_reads"] = TakeNumber(config.generator.read_tokens, 0, 65'536);
  settings["models"]["generator_seconds"] = TakeNumber(config.generator.seconds, 1, 3'600);
  settings["models"]["memory_mib"] = TakeNumber(config.model_memory_mib, 0, 1'000'000'000);
  settings["models"]["threads"] = TakeNumber(config.model_threads, 1, 256);
  settings["models"]["embedder_max_tokens"] = TakeNumber(config.embedder_max_tokens, 16, 8'192);
  settings["answers"]["read_together_ms"] = TakeNumber(config.read_together, 0, 60'000);
  settings["answers"]["unproven"] = TakeProofPolicy(config.unproven);
  settings["answers"]["by_meaning"] = TakeFlag(config.by_meaning);
  settings["answers"]["compression"] = TakeCompression(config.compress_by_attention);
  settings["answers"]["ask_a_person"] = TakeContact(config.ask_a_person);
  settings["log"]["level"] = TakeLevel(config.log_level);
  return settings;
}

template <typename Map>
Error UnknownName(const Map& known, std::string_view name, const std::string& kind,
                  const std::string& kind_zh) {
  std::vector<std::string> names;
  for (const auto& [known_name, value] : known) names.push_back(known_name);
  std::string message = "unknown " + kind + " '" + std::string(name) + "'";
  std::string message_zh = "没有" + kind_zh + "“" + std::string(name) + "”";
  if (const std::string nearest = Nearest(name, names); !nearest.empty()) {
    return Expected(message + "; did you mean '" + nearest + "'?",
                    message_zh + "；是不是“" + nearest + "”？");
  }
  message += "; known are";
  message_zh += "；可用的有";
  for (const std::string& one : names) {
    message += " '" + one + "'";
    message_zh += " " + one;
  }
  return Expected(message, message_zh);
}

}  // namespace

Result<void> ReadConfigFile(const std::filesystem::path& path, Config& config) {
  toml::table file;
  try {
    file = toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    const std::string line = std::to_string(error.source().begin.line);
    const std::string why(error.description());
    return Wrong(path, "line " + line + ": " + why,
                 "第 " + line + " 行不符合 TOML 语法（" + why + "）");
  }
  const Settings settings = SettingsOf(config);
  for (const auto& [section_name, section_node] : file) {
    const std::string section(section_name.str());
    const auto known = settings.find(section);
    if (known == settings.end()) {
      const Error unknown = UnknownName(settings, section, "section", "小节");
      return Wrong(path, unknown.message, unknown.message_zh);
    }
    const toml::table* table = section_node.as_table();
    if (table == nullptr) {
      return Wrong(path, "'" + section + "' must be a section: [" + section + "]",
                   "“" + section + "”必须写成小节：[" + section + "]");
    }
    for (const auto& [key_name, value] : *table) {
      const std::string key(key_name.str());
      const auto take = known->second.find(key);
      if (take == known->second.end()) {
        const Error unknown = UnknownName(known->second, key, "key", "设置项");
        return Wrong(path, unknown.message + " in [" + section + "]",
                     "[" + section + "] 中" + unknown.message_zh);
      }
      if (const auto taken = take->second(value); !taken) {
        const std::string line = std::to_string(value.source().begin.line);
        const std::string name = section + "." + key;
        return Wrong(path, "line " + line + ": " + name + " must be " + taken.error().message,
                     "第 " + line + " 行：" + name + " 必须是 " + taken.error().message_zh);
      }
    }
  }
  return {};
}

}  // namespace wenyuan::app
