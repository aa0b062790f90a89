#include <gtest/gtest.h>

#include "wenyuan/plan/bandwidth.h"
#include "wenyuan/plan/estimate.h"

namespace wenyuan::plan {
namespace {

ModelLoad Load(std::string_view shape, std::string_view quantisation) {
  const auto found = FindShape(shape);
  EXPECT_TRUE(found) << shape;
  const auto load = LoadOf(*found, quantisation);
  EXPECT_TRUE(load) << quantisation;
  return *load;
}

Device Known(std::string_view name) { return *FindDevice(Catalogue(), name); }

TEST(Shapes, HaveThePublishedNumberOfParameters) {
  const std::vector<std::pair<std::string_view, double>> published = {
      {"qwen-1.5b", 1.777e9}, {"qwen-7b", 7.616e9},   {"llama-8b", 8.030e9},
      {"qwen-14b", 14.770e9}, {"qwen-32b", 32.764e9}, {"llama-70b", 70.554e9},
      {"671b", 671.03e9}};
  for (const auto& [name, parameters] : published) {
    EXPECT_NEAR(Load(name, "BF16").parameters / parameters, 1, 0.001) << name;
  }
  EXPECT_NEAR(Load("671b", "BF16").active_parameters / 37.55e9, 1, 0.002);
}

TEST(Shapes, WeighWhatPublishedFilesDo) {
  const std::vector<std::tuple<std::string_view, std::string_view, double>> published = {
      {"qwen-7b", "Q4_K_M", 4.68},   {"qwen-7b", "Q6_K", 6.25},    {"qwen-7b", "Q8_0", 8.09},
      {"qwen-7b", "Q5_K_M", 5.44},   {"llama-8b", "Q5_K_M", 5.73}, {"qwen-32b", "Q4_K_M", 19.8},
      {"llama-70b", "Q4_K_M", 42.5}, {"671b", "Q4_K_M", 404.6},    {"qwen-14b", "Q4_K_M", 9.0},
      {"llama-8b", "Q4_K_M", 4.9},   {"qwen-1.5b", "Q4_K_M", 1.1}};
  for (const auto& [name, quantisation, gb] : published) {
    EXPECT_NEAR(Load(name, quantisation).weight_bytes / 1e9 / gb, 1, 0.02) << name;
  }
}

TEST(Shapes, OfGenericSizesWeighFourBytesAParameterInFullPrecision) {
  EXPECT_DOUBLE_EQ(Load("7B", "FP32").weight_bytes, 28e9);
  EXPECT_DOUBLE_EQ(Load("13B", "F32").weight_bytes, 52e9);
  EXPECT_DOUBLE_EQ(Load("65B", "fp32").weight_bytes, 260e9);
}

TEST(Shapes, KeepThePublishedCachePerToken) {
  EXPECT_EQ(Load("qwen-1.5b", "BF16").kv_values_per_token * 2, 28 * 1024);
  EXPECT_EQ(Load("qwen-7b", "BF16").kv_values_per_token * 2, 56 * 1024);
  EXPECT_EQ(Load("llama-8b", "BF16").kv_values_per_token * 2, 128 * 1024);
  EXPECT_EQ(Load("llama-70b", "BF16").kv_values_per_token * 2, 320 * 1024);
  EXPECT_EQ(Load("671b", "BF16").kv_values_per_token * 2, 70'272);
}

TEST(FindShape, WantsAnUnmistakableName) {
  EXPECT_EQ(FindShape("nothing").error().code, ErrorCode::kNotFound);
  EXPECT_NE(FindShape("nothing").error().message.find("R1-Distill-Qwen-7B"), std::string::npos);
  EXPECT_EQ(FindShape("qwen").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(FindShape("").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(FindShape("R1-Distill-Llama-8B")->name, "R1-Distill-Llama-8B");
  EXPECT_EQ(FindShape("7b")->name, "generic-7B");
}

TEST(LoadOf, NamesTheQuantisationsThereAre) {
  const auto load = LoadOf(*FindShape("7b"), "Q3");
  ASSERT_FALSE(load);
  EXPECT_NE(load.error().message.find("Q4_K_M"), std::string::npos);
  EXPECT_EQ(LoadOf(*FindShape("7b"), "int8")->quantisation, "Q8_0");
  EXPECT_EQ(LoadOf(*FindShape("7b"), "4bit")->quantisation, "Q4_K_M");
}

TEST(MemoryOf, GivesTheTotalsOfTheTable) {
  const auto total = [](std::string_view shape, std::string_view quantisation,
                        std::uint64_t context, std::uint64_t users) {
    const Demand demand{context, users, KvType::kF16};
    return MemoryOf(Load(shape, quantisation), demand, DeviceKind::kGpu, 1, Split::kLayer).total /
           1e9;
  };
  EXPECT_NEAR(total("qwen-7b", "BF16", 8192, 8), 20.5, 0.1);
  EXPECT_NEAR(total("qwen-7b", "Q4_K_M", 32'768, 32), 66.3, 0.1);
  EXPECT_NEAR(total("llama-8b", "Q4_K_M", 8192, 1), 7.5, 0.1);
  EXPECT_NEAR(total("qwen-32b", "Q8_0", 32'768, 8), 105, 0.5);
  EXPECT_NEAR(total("llama-70b", "Q4_K_M", 8192, 8), 65.5, 0.2);
}

TEST(MemoryOf, SpreadsLayersAndHeads) {
  const ModelLoad load = Load("llama-70b", "Q4_K_M");
  const Demand demand{8192, 4, KvType::kF16};
  const Memory one = MemoryOf(load, demand, DeviceKind::kGpu, 1, Split::kLayer);
  const Memory layers = MemoryOf(load, demand, DeviceKind::kGpu, 2, Split::kLayer);
  const Memory tensors = MemoryOf(load, demand, DeviceKind::kGpu, 2, Split::kTensor);
  EXPECT_LT(layers.largest_device, one.largest_device);
  EXPECT_LT(tensors.largest_device, layers.largest_device);
  EXPECT_FALSE(MemoryOf(load, demand, DeviceKind::kGpu, 3, Split::kTensor).possible);
  EXPECT_FALSE(MemoryOf(load, demand, DeviceKind::kGpu, 100, Split::kLayer).possible);
  const ModelLoad latent = Load("671b", "Q4_K_M");
  const Memory eight = MemoryOf(latent, demand, DeviceKind::kGpu, 8, Split::kTensor);
  EXPECT_TRUE(eight.possible);  // and each has the whole cache
  EXPECT_NEAR(eight.largest_device, latent.weight_bytes / 8 + eight.kv + eight.reserve, 1);
}

TEST(SpeedOf, GivesTheSingleStreamsOfTheTable) {
  const Demand demand{4096, 1, KvType::kF16};
  const auto decode = [&](std::string_view shape, std::string_view quantisation,
                          std::string_view device) {
    return SpeedOf(Load(shape, quantisation), demand, Known(device), 1, Split::kLayer)
        .decode_per_user;
  };
  EXPECT_NEAR(decode("qwen-7b", "Q4_K_M", "A100 80"), 246, 3);
  EXPECT_NEAR(decode("qwen-7b", "BF16", "H100 80"), 155, 2);
  EXPECT_NEAR(decode("llama-8b", "Q8_0", "RTX 5090"), 139, 2);
  EXPECT_NEAR(decode("qwen-32b", "Q4_K_M", "H200"), 122, 2);
  EXPECT_NEAR(decode("llama-70b", "Q4_K_M", "H20 96"), 60, 1);
}

TEST(SpeedOf, KnowsThatExpertsOverDevicesWaitForEachOther) {
  const Speed speed =
      SpeedOf(Load("671b", "Q4_K_M"), {4096, 1, KvType::kF16}, Known("H100 80"), 8, Split::kTensor);
  EXPECT_TRUE(speed.latency_bound);
  EXPECT_NEAR(speed.decode_per_user, 33, 1);
}

TEST(SpeedOf, SaysNothingOfArithmeticThatIsUnknown) {
  const Speed speed =
      SpeedOf(Load("7b", "Q4_0"), {4096, 1, KvType::kF16}, Known("EPYC 9004"), 1, Split::kLayer);
  EXPECT_FALSE(speed.prefill);
  EXPECT_GT(speed.decode_per_user, 1);
}

TEST(StreamedBytes, ReachAllExpertsWithManyUsers) {
  const ModelLoad load = Load("671b", "FP8");
  EXPECT_NEAR(load.StreamedBytes(1), 36.6e9, 0.5e9);
  EXPECT_GT(load.StreamedBytes(8), 4 * load.StreamedBytes(1));
  EXPECT_NEAR(load.StreamedBytes(10'000) / (load.weight_bytes - load.embedding_bytes), 1, 1e-6);
}

TEST(MostUsers, IsTheLastNumberThatFits) {
  const ModelLoad load = Load("qwen-7b", "Q4_K_M");
  const Device device = Known("RTX 4090");
  Demand demand{8192, 1, KvType::kF16};
  demand.users = MostUsers(load, demand, device, 1, Split::kLayer);
  ASSERT_GT(demand.users, 30U);
  const auto held = [&] {
    return MemoryOf(load, demand, DeviceKind::kGpu, 1, Split::kLayer).largest_device;
  };
  EXPECT_LE(held(), 24e9);
  ++demand.users;
  EXPECT_GT(held(), 24e9);
  EXPECT_EQ(MostUsers(Load("llama-70b", "F32"), demand, device, 1, Split::kLayer), 0U);
}

TEST(FittingPlacements, TakeTheFewestDevices) {
  const auto placements =
      FittingPlacements(Load("llama-70b", "Q4_K_M"), {8192, 1, KvType::kF16}, {Known("L40S")});
  ASSERT_EQ(placements.size(), 1U + 1U);
  EXPECT_EQ(placements[0].devices, 1U);
  EXPECT_EQ(placements[1].split, Split::kTensor);
  EXPECT_TRUE(
      FittingPlacements(Load("671b", "F32"), {8192, 1, KvType::kF16}, {Known("L4")}).empty());
}

TEST(CheckDemand, RefusesNonsense) {
  EXPECT_TRUE(CheckDemand({8192, 1, KvType::kF16}, 1));
  EXPECT_FALSE(CheckDemand({0, 1, KvType::kF16}, 1));
  EXPECT_FALSE(CheckDemand({8192, 0, KvType::kF16}, 1));
  EXPECT_FALSE(CheckDemand({8192, 1, KvType::kF16}, 0));
  EXPECT_FALSE(CheckDemand({8192, 2'000'000, KvType::kF16}, 1));
}

TEST(Catalogue, IsReadWhole) {
  EXPECT_GT(Catalogue().size(), 20U);
  EXPECT_EQ(Known("h200").memory_gb, 141);
  EXPECT_EQ(FindDevice(Catalogue(), "rtx4090")->name, "RTX 4090");
  EXPECT_EQ(FindDevice(Catalogue(), "").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(FindDevice(Catalogue(), "A100").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(FindDevice(Catalogue(), "abacus").error().code, ErrorCode::kNotFound);
}

TEST(ParseDevices, NamesTheLineThatIsWrong) {
  for (const char* line :
       {"x", "x,gpu,1,1,1,1", ",gpu,1,1,1,1,-", "x,toy,1,1,1,1,-", "x,gpu,-1,1,1,1,-",
        "x,gpu,1,,1,1,-", "x,gpu,1,nan,1,1,-", "x,gpu,1,1e,1,1,-"}) {
    const auto devices = ParseDevices("# remark\n" + std::string(line) + "\n");
    ASSERT_FALSE(devices) << line;
    EXPECT_TRUE(devices.error().message.starts_with("line 2: ")) << devices.error().message;
  }
}

TEST(MeasureBandwidth, MeasuresSomething) {
  const Bandwidth bandwidth = MeasureBandwidth(std::chrono::milliseconds(50));
  EXPECT_GT(bandwidth.read_gb_s, 0);
  EXPECT_GT(bandwidth.triad_gb_s, 0);
  EXPECT_GT(bandwidth.threads, 0U);
}

}  // namespace
}  // namespace wenyuan::plan
