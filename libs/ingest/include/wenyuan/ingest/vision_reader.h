#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/parse/file_parser.h"
#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// How the pages and pictures of a library that show text are read.
enum class Reading : std::uint8_t {
  kLocal,       // on this machine: as every library, unless an administrator chose otherwise
  kVision,      // by the vision-language service; on this machine while that is away
  kVisionOnly,  // by that service; they wait while it is away
};

// "local", "vision", "vision_only": as the API and the store call it.
std::string NameOf(Reading reading);
// kInvalidArgument with the names that there are.
Result<Reading> ReadingFromName(std::string_view name);

// What a library has chosen; kLocal where that cannot be read.
Reading ReadingOf(store::Store& store, store::LibraryNumber library);
// It is kept who chose, and when.
Result<void> SetReading(store::Store& store, store::LibraryNumber library, Reading reading,
                        store::UserNumber by);

struct VisionParts {
  parse::PageReader& pictures;  // gives what is to be read as a picture: ParserProcessOptions
  parse::FileParser& parser;    // makes blocks of what the model writes, where it can do no harm
  const llm::ChatModel& model;  // one that sees
};

struct VisionOptions {
  std::string name;  // of the service, as people call it
  std::uint32_t most_tokens = 4'096;
  std::chrono::seconds time{180};  // for one page
};

// Has pages read by a vision-language model. Their pictures are made in the sandbox; the request
// is sent from here. Blocks say that a model wrote them (Block::from_model), and have the whole
// page, or picture, as their region. Takes one page, or picture, a call. Fails as PageReader;
// kUnavailable whenever the service is to blame and not the page. All parts must outlive it.
std::unique_ptr<parse::PageReader> MakeVisionReader(const VisionParts& parts,
                                                    VisionOptions options);

}  // namespace wenyuan::ingest
