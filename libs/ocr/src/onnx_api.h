#pragma once

#include <cstddef>
#include <cstdint>

// ONNX Runtime's C interface as far as we use it. OrtApi is a table of functions that only ever
// grows at its end, so a function is named by its place; no package ships the header.
namespace wenyuan::ocr {

struct OnnxStatus;
struct OnnxEnvironment;
struct OnnxHandle;  // a session, options, value, shape, memory description or metadata
struct OnnxAllocator {
  std::uint32_t version;
  void* (*allocate)(OnnxAllocator*, std::size_t);
  void (*free)(OnnxAllocator*, void*);
};

struct OnnxBase {
  const void* const* (*get_api)(std::uint32_t version);
  const char* (*version)();
};

constexpr std::uint32_t kOnnxApiVersion = 17;
constexpr int kOnnxWarnings = 2;
constexpr int kOnnxAllOptimisations = 99;
constexpr int kOnnxFloat = 1;
constexpr int kOnnxPlainAllocator = 0;
constexpr int kOnnxDefaultMemory = 0;

template <std::size_t slot, typename Function>
struct OnnxSlot {
  const void* const* api = nullptr;
  template <typename... Arguments>
  auto operator()(Arguments... arguments) const {
    return reinterpret_cast<Function*>(const_cast<void*>(api[slot]))(arguments...);
  }
};

// clang-format off
struct OnnxApi {
  explicit OnnxApi(const void* const* a)
      : error_message{a}, create_environment{a}, create_session_from_array{a}, run{a}, create_options{a}, disable_pattern{a},
        disable_arena{a}, set_optimisation{a}, set_threads_within{a}, set_threads_between{a}, input_name{a}, output_name{a},
        create_tensor{a}, tensor_data{a}, element_type{a}, dimension_count{a}, dimensions{a}, type_and_shape{a}, create_cpu_memory{a},
        default_allocator{a}, release_environment{a}, release_status{a}, release_memory{a}, release_session{a}, release_value{a},
        release_shape{a}, release_options{a}, metadata{a}, metadata_value{a}, release_metadata{a} {}

  OnnxSlot<2, const char*(const OnnxStatus*)> error_message;
  OnnxSlot<3, OnnxStatus*(int, const char*, OnnxEnvironment**)> create_environment;
  OnnxSlot<8, OnnxStatus*(OnnxEnvironment*, const void*, std::size_t, const OnnxHandle*, OnnxHandle**)> create_session_from_array;
  OnnxSlot<9, OnnxStatus*(OnnxHandle*, const void*, const char* const*, const OnnxHandle* const*, std::size_t, const char* const*,
                          std::size_t, OnnxHandle**)> run;
  OnnxSlot<10, OnnxStatus*(OnnxHandle**)> create_options;
  OnnxSlot<17, OnnxStatus*(OnnxHandle*)> disable_pattern;
  OnnxSlot<19, OnnxStatus*(OnnxHandle*)> disable_arena;
  OnnxSlot<23, OnnxStatus*(OnnxHandle*, int)> set_optimisation;
  OnnxSlot<24, OnnxStatus*(OnnxHandle*, int)> set_threads_within;
  OnnxSlot<25, OnnxStatus*(OnnxHandle*, int)> set_threads_between;
  OnnxSlot<36, OnnxStatus*(const OnnxHandle*, std::size_t, OnnxAllocator*, char**)> input_name;
  OnnxSlot<37, OnnxStatus*(const OnnxHandle*, std::size_t, OnnxAllocator*, char**)> output_name;
  OnnxSlot<49, OnnxStatus*(const OnnxHandle*, void*, std::size_t, const std::int64_t*, std::size_t, int, OnnxHandle**)> create_tensor;
  OnnxSlot<51, OnnxStatus*(OnnxHandle*, void**)> tensor_data;
  OnnxSlot<60, OnnxStatus*(const OnnxHandle*, int*)> element_type;
  OnnxSlot<61, OnnxStatus*(const OnnxHandle*, std::size_t*)> dimension_count;
  OnnxSlot<62, OnnxStatus*(const OnnxHandle*, std::int64_t*, std::size_t)> dimensions;
  OnnxSlot<65, OnnxStatus*(const OnnxHandle*, OnnxHandle**)> type_and_shape;
  OnnxSlot<69, OnnxStatus*(int, int, OnnxHandle**)> create_cpu_memory;
  OnnxSlot<78, OnnxStatus*(OnnxAllocator**)> default_allocator;
  OnnxSlot<92, void(OnnxEnvironment*)> release_environment;
  OnnxSlot<93, void(OnnxStatus*)> release_status;
  OnnxSlot<94, void(OnnxHandle*)> release_memory;
  OnnxSlot<95, void(OnnxHandle*)> release_session;
  OnnxSlot<96, void(OnnxHandle*)> release_value;
  OnnxSlot<99, void(OnnxHandle*)> release_shape;
  OnnxSlot<100, void(OnnxHandle*)> release_options;
  OnnxSlot<111, OnnxStatus*(const OnnxHandle*, OnnxHandle**)> metadata;
  OnnxSlot<116, OnnxStatus*(const OnnxHandle*, OnnxAllocator*, const char*, char**)> metadata_value;
  OnnxSlot<118, void(OnnxHandle*)> release_metadata;
};
// clang-format on

}  // namespace wenyuan::ocr
