// Keras's initializers by name: what each draws, from which parameters.
#include "tools/lith/Initializers.h"

#include "frontends/Json.h"
#include "tools/lith/Random.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

namespace lith::tools {
namespace {

using frontends::Json;
using Values = std::vector<double>;

/// What an initializer is asked for, and with what.
struct Request {
  llvm::ArrayRef<int64_t> shape;
  const Json &config;
  Random random;

  size_t size() const { return llvm::product_of(shape, int64_t(1)); }

  double number(llvm::StringRef key, double otherwise) const {
    const Json *value = config.find(key);
    if (value && value->asInt())
      return static_cast<double>(*value->asInt());
    return value && value->asDouble() ? *value->asDouble() : otherwise;
  }
  llvm::StringRef text(llvm::StringRef key, llvm::StringRef otherwise) const {
    const Json *value = config.find(key);
    return value && value->asString() ? llvm::StringRef(*value->asString()) : otherwise;
  }
  template <typename Draw> Values draw(Draw drawOne) {
    Values values(size());
    for (double &value : values)
      value = drawOne(random);
    return values;
  }
};

llvm::Error unsupported(const llvm::Twine &what) {
  return llvm::createStringError("the initializer " + what);
}

/// The product of the extents of the axes that the config lists; nothing where it lists none.
std::optional<double> countAxes(const Request &request, llvm::StringRef key) {
  const Json *list = request.config.find(key);
  if (!list || !list->asArray())
    return std::nullopt;
  auto rank = static_cast<int64_t>(request.shape.size());
  double count = 1;
  for (const Json &axis : *list->asArray()) {
    if (!axis.asInt() || *axis.asInt() < -rank || *axis.asInt() >= rank)
      return std::nullopt;
    count *= static_cast<double>(request.shape[(*axis.asInt() + rank) % rank]);
  }
  return count;
}

/// How many numbers go into an element of the result, and how many come from one of the input, as
/// Keras counts them: the last two dimensions are channels, those before them a window.
std::pair<double, double> countFans(const Request &request) {
  llvm::ArrayRef<int64_t> shape = request.shape;
  std::optional<double> in = countAxes(request, "input_axes");
  std::optional<double> out = countAxes(request, "output_axes");
  if (in && out)
    return {*in, *out};
  if (shape.empty())
    return {1, 1};
  if (shape.size() == 1)
    return {static_cast<double>(shape[0]), static_cast<double>(shape[0])};
  auto window = static_cast<double>(llvm::product_of(shape.drop_back(2), int64_t(1)));
  return {window * static_cast<double>(shape[shape.size() - 2]),
          window * static_cast<double>(shape.back())};
}

llvm::Expected<Values> scaleVariance(Request &request, double scale, llvm::StringRef mode,
                                     llvm::StringRef distribution) {
  auto [in, out] = countFans(request);
  double fan;
  if (mode == "fan_in")
    fan = in;
  else if (mode == "fan_out")
    fan = out;
  else if (mode == "fan_avg")
    fan = (in + out) / 2;
  else
    return unsupported("VarianceScaling has mode '" + mode +
                       "', which is none of fan_in, fan_out and fan_avg");
  double variance = scale / std::max(1.0, fan);
  if (distribution == "uniform") {
    double limit = std::sqrt(3 * variance);
    return request.draw([&](Random &random) { return limit * (2 * random.uniform() - 1); });
  }
  if (distribution == "untruncated_normal")
    return request.draw([&](Random &random) { return std::sqrt(variance) * random.normal(); });
  if (distribution != "truncated_normal" && distribution != "normal")
    return unsupported("VarianceScaling has distribution '" + distribution +
                       "', which is none of truncated_normal, untruncated_normal and uniform");
  // The deviation of a standard normal that is cut off at two deviations.
  double deviation = std::sqrt(variance) / 0.87962566103423978;
  return request.draw([&](Random &random) { return deviation * random.truncatedNormal(); });
}

/// Columns that are orthogonal and of length `gain`; rows, where there are fewer of them. Gram and
/// Schmidt's way, done twice for each column, gives the Q of a QR decomposition whose R has a
/// positive diagonal, which is uniformly distributed.
llvm::Expected<Values> makeOrthogonal(Request &request) {
  if (request.shape.size() < 2)
    return unsupported("Orthogonal needs two dimensions or more");
  size_t columns = request.shape.back(), rows = request.size() / std::max<size_t>(columns, 1);
  size_t length = std::max(rows, columns), count = std::min(rows, columns);
  std::vector<Values> basis(count, Values(length));
  for (size_t i = 0; i < count; ++i) {
    Values &vector = basis[i];
    for (double &value : vector)
      value = request.random.normal();
    for (int pass = 0; pass < 2; ++pass)
      for (size_t j = 0; j < i; ++j) {
        double along = 0;
        for (size_t k = 0; k < length; ++k)
          along += vector[k] * basis[j][k];
        for (size_t k = 0; k < length; ++k)
          vector[k] -= along * basis[j][k];
      }
    double square = 0;
    for (double value : vector)
      square += value * value;
    for (double &value : vector)
      value /= std::sqrt(square);
  }
  double gain = request.number("gain", 1);
  Values values(request.size());
  for (size_t row = 0; row < rows; ++row)
    for (size_t column = 0; column < columns; ++column)
      values[row * columns + column] =
          gain * (rows < columns ? basis[row][column] : basis[column][row]);
  return values;
}

llvm::Expected<Values> makeIdentity(Request &request) {
  if (request.shape.size() != 2)
    return unsupported("Identity needs two dimensions");
  Values values(request.size());
  for (int64_t i = 0; i < std::min(request.shape[0], request.shape[1]); ++i)
    values[i * request.shape[1] + i] = request.number("gain", 1);
  return values;
}

llvm::Expected<Values> initializeBy(llvm::StringRef name, Request &request) {
  auto is = [&](llvm::StringRef other) { return name == other; };
  if (is("zeros") || is("zero"))
    return Values(request.size(), 0);
  if (is("ones") || is("one"))
    return Values(request.size(), 1);
  if (is("constant"))
    return Values(request.size(), request.number("value", 0));
  if (is("identity") || is("identityinitializer"))
    return makeIdentity(request);
  if (is("orthogonal") || is("orthogonalinitializer"))
    return makeOrthogonal(request);
  if (is("randomuniform") || is("uniform")) {
    double low = request.number("minval", -0.05), high = request.number("maxval", 0.05);
    return request.draw([&](Random &random) { return low + (high - low) * random.uniform(); });
  }
  double mean = request.number("mean", 0), deviation = request.number("stddev", 0.05);
  if (is("randomnormal") || is("normal"))
    return request.draw([&](Random &random) { return mean + deviation * random.normal(); });
  if (is("truncatednormal"))
    return request.draw(
        [&](Random &random) { return mean + deviation * random.truncatedNormal(); });
  if (is("glorotuniform"))
    return scaleVariance(request, 1, "fan_avg", "uniform");
  if (is("glorotnormal"))
    return scaleVariance(request, 1, "fan_avg", "truncated_normal");
  if (is("henormal"))
    return scaleVariance(request, 2, "fan_in", "truncated_normal");
  if (is("heuniform"))
    return scaleVariance(request, 2, "fan_in", "uniform");
  if (is("lecunnormal"))
    return scaleVariance(request, 1, "fan_in", "truncated_normal");
  if (is("lecununiform"))
    return scaleVariance(request, 1, "fan_in", "uniform");
  if (is("variancescaling"))
    return scaleVariance(request, request.number("scale", 1), request.text("mode", "fan_in"),
                         request.text("distribution", "truncated_normal"));
  return unsupported("'" + name + "' is not known");
}

} // namespace

llvm::Expected<std::vector<double>> initialize(llvm::StringRef initializer, llvm::StringRef name,
                                               llvm::ArrayRef<int64_t> shape, uint64_t seed) {
  Json config{Json::Object()};
  std::string className = initializer.str();
  if (initializer.starts_with("{")) {
    llvm::Expected<Json> json = frontends::parseJson(initializer, "initializer");
    if (!json)
      return json.takeError();
    const Json *givenClass = json->find("class_name"), *given = json->find("config");
    if (!givenClass || !givenClass->asString())
      return unsupported(initializer.take_front(80) + " has no class_name");
    className = *givenClass->asString();
    if (given && given->asObject())
      config = *given;
  }
  // "glorot_uniform" is the same as "GlorotUniform".
  std::string plain;
  for (char c : className)
    if (c != '_')
      plain += llvm::toLower(c);
  Request request{shape, config, Random(seed, llvm::xxh3_64bits(name))};
  return initializeBy(plain, request);
}

} // namespace lith::tools
