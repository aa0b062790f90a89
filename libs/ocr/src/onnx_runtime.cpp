#include "onnx_runtime.h"

#include <dlfcn.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace wenyuan::ocr {
namespace {

// Calls `release` at the end of a scope.
class AtEnd {
 public:
  explicit AtEnd(std::function<void()> release) : release_(std::move(release)) {}
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() { release_(); }

 private:
  const std::function<void()> release_;
};

constexpr std::size_t kMostValues = std::size_t{1} << 28U;

}  // namespace

Result<std::unique_ptr<OnnxRuntime>> OnnxRuntime::Open(const std::filesystem::path& library) {
  const auto unavailable = [&](const std::string& why) {
    return Error{ErrorCode::kUnavailable, "cannot use ONNX Runtime in '" + library.string() +
                                              "': " + why + "; run scripts/models/install_ocr"};
  };
  void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return unavailable(::dlerror());
  auto* const get_base = reinterpret_cast<const OnnxBase* (*)()>(::dlsym(handle, "OrtGetApiBase"));
  if (get_base == nullptr) return unavailable("it is another library");
  const OnnxBase* const base = get_base();
  const std::string version = base->version();
  const void* const* const api =
      version.starts_with("1.") ? base->get_api(kOnnxApiVersion) : nullptr;
  if (api == nullptr) return unavailable("its version " + version + " has another interface");
  std::unique_ptr<OnnxRuntime> runtime(new OnnxRuntime(api));
  WY_CHECK(
      runtime->Check(runtime->api_.create_environment(kOnnxWarnings, "ocr", &runtime->environment_),
                     "start ONNX Runtime"));
  return runtime;
}

OnnxRuntime::~OnnxRuntime() {
  if (environment_ != nullptr) api_.release_environment(environment_);
}

Result<void> OnnxRuntime::Check(OnnxStatus* status, std::string_view doing) const {
  if (status == nullptr) return {};
  Error error{ErrorCode::kInternal,
              "cannot " + std::string(doing) + ": " + api_.error_message(status)};
  api_.release_status(status);
  return error;
}

Result<std::unique_ptr<OnnxSession>> OnnxSession::Load(const OnnxRuntime& runtime,
                                                       std::string_view model,
                                                       std::string_view name) {
  std::unique_ptr<OnnxSession> session(new OnnxSession(runtime));
  if (const auto prepared = session->Prepare(model); !prepared) {
    return Error{ErrorCode::kUnavailable, "cannot load the model '" + std::string(name) +
                                              "': " + prepared.error().message +
                                              "; run scripts/models/install_ocr"};
  }
  return session;
}

Result<void> OnnxSession::Prepare(std::string_view model) {
  const OnnxApi& api = runtime_.api();
  const auto check = [&](OnnxStatus* status) { return runtime_.Check(status, "prepare it"); };
  OnnxHandle* options = nullptr;
  WY_CHECK(check(api.create_options(&options)));
  const AtEnd release([&] { api.release_options(options); });
  // More than one thread would need what the sandbox refuses. An arena never gives back what the
  // largest page took.
  WY_CHECK(check(api.set_threads_within(options, 1)));
  WY_CHECK(check(api.set_threads_between(options, 1)));
  WY_CHECK(check(api.disable_arena(options)));
  WY_CHECK(check(api.disable_pattern(options)));
  WY_CHECK(check(api.set_optimisation(options, kOnnxAllOptimisations)));
  WY_CHECK(check(api.create_session_from_array(runtime_.environment(), model.data(), model.size(),
                                               options, &session_)));
  WY_CHECK(check(api.create_cpu_memory(kOnnxPlainAllocator, kOnnxDefaultMemory, &memory_)));
  OnnxAllocator* allocator = nullptr;
  WY_CHECK(check(api.default_allocator(&allocator)));
  char* name = nullptr;
  OnnxStatus* status = api.input_name(session_, 0, allocator, &name);
  WY_TRY(input_, TakeName(status, allocator, name));
  status = api.output_name(session_, 0, allocator, &name);
  WY_TRY(output_, TakeName(status, allocator, name));
  return {};
}

Result<std::string> OnnxSession::TakeName(OnnxStatus* status, OnnxAllocator* allocator,
                                          char* name) const {
  WY_CHECK(runtime_.Check(status, "read the model's description"));
  if (name == nullptr) return std::string();
  std::string copy(name);
  allocator->free(allocator, name);
  return copy;
}

OnnxSession::~OnnxSession() {
  if (memory_ != nullptr) runtime_.api().release_memory(memory_);
  if (session_ != nullptr) runtime_.api().release_session(session_);
}

Result<std::string> OnnxSession::Metadata(const char* key) const {
  const OnnxApi& api = runtime_.api();
  OnnxHandle* metadata = nullptr;
  WY_CHECK(runtime_.Check(api.metadata(session_, &metadata), "read the model's description"));
  const AtEnd release([&] { api.release_metadata(metadata); });
  OnnxAllocator* allocator = nullptr;
  WY_CHECK(runtime_.Check(api.default_allocator(&allocator), "read the model's description"));
  char* value = nullptr;
  OnnxStatus* const status = api.metadata_value(metadata, allocator, key, &value);
  return TakeName(status, allocator, value);
}

Result<Tensor> OnnxSession::Run(Tensor& input) {
  Tensor tensor;
  WY_CHECK(Run(input, [&tensor](const TensorView& answer) -> Result<void> {
    tensor.shape.assign(answer.shape.begin(), answer.shape.end());
    tensor.values.assign(answer.values.begin(), answer.values.end());
    return {};
  }));
  return tensor;
}

Result<void> OnnxSession::Run(Tensor& input,
                              const std::function<Result<void>(const TensorView&)>& read) {
  const OnnxApi& api = runtime_.api();
  OnnxHandle* in = nullptr;
  OnnxHandle* out = nullptr;
  WY_CHECK(runtime_.Check(api.create_tensor(memory_, static_cast<void*>(input.values.data()),
                                            input.values.size() * sizeof(float), input.shape.data(),
                                            input.shape.size(), kOnnxFloat, &in),
                          "give a picture to the model"));
  const AtEnd release([&] {
    api.release_value(in);
    if (out != nullptr) api.release_value(out);
  });
  const char* const input_name = input_.c_str();
  const char* const output_name = output_.c_str();
  const void* const no_options = nullptr;
  WY_CHECK(runtime_.Check(api.run(session_, no_options, &input_name, &in, std::size_t{1},
                                  &output_name, std::size_t{1}, &out),
                          "run the model"));
  return Read(out, read);
}

Result<void> OnnxSession::Read(OnnxHandle* value,
                               const std::function<Result<void>(const TensorView&)>& read) const {
  const OnnxApi& api = runtime_.api();
  const auto check = [&](OnnxStatus* status) {
    return runtime_.Check(status, "read the model's answer");
  };
  OnnxHandle* shape = nullptr;
  WY_CHECK(check(api.type_and_shape(value, &shape)));
  const AtEnd release([&] { api.release_shape(shape); });
  int type = 0;
  WY_CHECK(check(api.element_type(shape, &type)));
  std::size_t count = 0;
  WY_CHECK(check(api.dimension_count(shape, &count)));
  std::vector<std::int64_t> dimensions(count);
  WY_CHECK(check(api.dimensions(shape, dimensions.data(), count)));
  const auto values = std::accumulate(
      dimensions.begin(), dimensions.end(), std::size_t{1},
      [](std::size_t all, std::int64_t one) { return all * static_cast<std::size_t>(one); });
  void* data = nullptr;
  WY_CHECK(check(api.tensor_data(value, &data)));
  if (type != kOnnxFloat || values > kMostValues) {
    return Error{ErrorCode::kInternal, "the model's answer is not what was expected"};
  }
  return read({dimensions, {static_cast<const float*>(data), values}});
}

}  // namespace wenyuan::ocr
