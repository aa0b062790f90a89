#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Which model, as a person says it.
struct HubRequest {
  // "ORG/NAME", the address of such a page or of one of its files, or of any .gguf file
  std::string name;
  std::string from = {};      // "huggingface", "modelscope", or the address of a mirror of either
  std::string revision = {};  // empty: the newest
};

struct HubFile {
  std::string path;  // in its repository
  std::string url;
  std::uint64_t bytes = 0;
  std::string sha256;  // empty: not told
};

// A model that can be fetched: one file, or all parts of one.
struct HubOffer {
  std::string file;          // path of its first part
  std::string quantisation;  // by its name: "Q4_K_M"; empty: not told
  std::uint64_t bytes = 0;   // of all parts; 0: not told
  std::vector<HubFile> parts;
};

struct HubPage {
  std::string source;   // for people: "huggingface.co/ORG/NAME"
  std::string licence;  // as its page has it; empty: it says nothing
  std::string file;     // the one that the request named, or empty
  std::string token;    // for fetching
  std::vector<HubOffer> offers;
};

// Asks a hub what it has. Without `from`, Hugging Face; HF_ENDPOINT and MODELSCOPE_ENDPOINT of the
// environment are where these are, HF_TOKEN and MODELSCOPE_API_TOKEN what opens closed ones.
// kNotFound, kPermissionDenied (a page that wants its terms accepted), kUnavailable.
Result<HubPage> LookAtHub(const HubRequest& request, Deadline deadline);

// The offer that `file` (or a part of its name that fits no other) or else `quantisation` means
// ("int8", "4bit", or as in names: "q5_k_m"); with neither the only one. kInvalidArgument naming
// the choices.
Result<HubOffer> ChooseOffer(const HubPage& page, const std::string& file,
                             const std::string& quantisation);

// Offers by the names of files, parts put together; what is no whole model is left out.
std::vector<HubOffer> OffersOf(const std::vector<HubFile>& files);

// "q5_k_m.gguf" and the like: the type of weights that a name tells, in capitals, or empty.
std::string QuantisationInName(std::string_view file);

}  // namespace wenyuan::app
