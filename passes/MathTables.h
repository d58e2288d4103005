// Constants of the expansions in MathExpansion.cpp, for float and double. The polynomials are
// minimax fits, made by tools/fit-math.py, lowest coefficient first; the largest error of each,
// relative to the function that it serves, stands beside it.
#ifndef LITH_PASSES_MATHTABLES_H
#define LITH_PASSES_MATHTABLES_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>

namespace lith::passes {

/// What an expansion needs to know of a floating-point format.
struct MathTables {
  unsigned bits, mantissaBits;
  int64_t bias;
  /// 1.5 * 2^mantissaBits: adding and subtracting it rounds to an integer.
  double rounder;
  double smallestNormal;
  /// ln 2 in two parts; n * ln2High is exact for every n that occurs.
  double ln2High, ln2Low;
  /// The bits of sqrt(1/2), where log's reduced argument starts.
  int64_t sqrtHalfBits;
  /// Clears the low half of a mantissa, so that the square of what stays is exact.
  int64_t highHalfMask;
  /// Where exp has become 0, expm1 -1, exp and expm1 infinity, tanh 1 and erfc 0.
  double expLow, expm1Low, expHigh, tanhHigh, erfcHigh;
  /// (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2.
  llvm::ArrayRef<double> exp;
  /// (log(1 + f) - f + f^2 / 2) / f^3 for 1 + f in [sqrt(1/2), sqrt(2)].
  llvm::ArrayRef<double> log;
  /// erf(x) / x in x^2 for |x| < 0.75.
  llvm::ArrayRef<double> erf;
  /// erfc(a) * exp(a^2) * (1 + a) in t = (a - 3) / (a + 3) for 0 <= a <= erfcHigh.
  llvm::ArrayRef<double> erfc;
};

namespace tables {

// 2^-31.9
inline constexpr double expFloat[] = {0.5,           0.166666672,   0.0416663587,
                                      0.00833327323, 0.00139407057, 0.000199139497};
// 2^-30.4
inline constexpr double logFloat[] = {0.333333105,  -0.249999866, 0.200022191,
                                      -0.166692495, 0.142187923,  -0.123844311,
                                      0.118721835,  -0.117891267, 0.0691621676};
// 2^-29.4
inline constexpr double erfFloat[] = {1.12837911,    -0.3761262,    0.112833768,
                                      -0.0268346239, 0.00511434581, -0.000674951472};
// 2^-29.0
inline constexpr double erfcFloat[] = {
    0.71600461,     -0.230927348,  0.0990206897,   -0.0102346921,   -0.0238023978,  0.0219509397,
    -0.00976511464, 0.00164039468, 0.000704579696, -0.000372011185, -0.000105081126};
// 2^-61.7
inline constexpr double expDouble[] = {0.5,
                                       0.16666666666666677,
                                       0.0416666666666667,
                                       0.008333333333321858,
                                       0.0013888888888867327,
                                       0.00019841269885618727,
                                       2.4801587359803148e-05,
                                       2.755724467428978e-06,
                                       2.7557243290489706e-07,
                                       2.5108886741317227e-08,
                                       2.0924302931588115e-09};
// 2^-61.8
inline constexpr double logDouble[] = {
    0.3333333333333334,  -0.25000000000000394, 0.1999999999999549,   -0.16666666666540894,
    0.14285714286347448, -0.1250000001518091,  0.11111111075089504,  -0.09999999052177726,
    0.09090909798559885, -0.08333367777665215, 0.07692322137805935,  -0.07142097243524131,
    0.06665635488256745, -0.06260033980499513, 0.059048753090402556, -0.054842152232443826,
    0.05017328654176286, -0.05157067986299373, 0.06061184208448195,  -0.05495791987579205,
    0.023146117758056466};
// 2^-60.1
inline constexpr double erfDouble[] = {
    1.1283791670955126,     -0.37612638903183715,   0.11283791670952481,   -0.026866170644402467,
    0.0052239776151221055,  -0.0008548326169076793, 0.0001205528877659526, -1.4924176621234871e-05,
    1.6430387976961868e-06, -1.593759806730241e-07, 1.146375108987755e-08};
// 2^-60.0
inline constexpr double erfcDouble[] = {
    0.7160046047255598,      -0.2309273330838092,    0.09902075367943997,
    -0.01023538889900936,    -0.023803913108656122,  0.02195776401270653,
    -0.009750689293197973,   0.0016185691263615465,  0.0006458142096319048,
    -0.00036728847406265443, -2.055165558192884e-05, 5.61193431766206e-05,
    -1.5141730234274297e-06, -8.989931681863135e-06, 2.600829866498359e-07,
    1.588330393042075e-06,   6.176419957902316e-08,  -2.925799922171229e-07,
    -4.7957993592796186e-08, 4.993782934383894e-08,  1.6657161244571294e-08,
    -6.368527004285597e-09,  -3.468214807537872e-09, 3.593217437091071e-10,
    3.103952341691655e-10};

// x + x^3 p(x^2) = atan(x) for x^2 <= 0.1915, in double; 2^-57.6
inline constexpr double atanDouble[] = {
    -0.3333333333333302,  0.1999999999989414,  -0.14285714273813482, 0.11111110455625799,
    -0.09090888266625524, 0.0769189232521675,  -0.06661221629758576, 0.05834454706096622,
    -0.04980167708682675, 0.03660101646208644, -0.01634935239352775};

inline constexpr MathTables forFloat = {32,
                                        23,
                                        127,
                                        0x1.8p23,
                                        0x1p-126,
                                        0x1.62e4p-1,
                                        0x1.7f7d1cf79abcap-20,
                                        0x3f3504f3,
                                        ~int64_t(0xfff),
                                        /*expLow=*/-104.0,
                                        /*expm1Low=*/-18.0,
                                        /*expHigh=*/89.0,
                                        /*tanhHigh=*/9.2,
                                        /*erfcHigh=*/10.1,
                                        expFloat,
                                        logFloat,
                                        erfFloat,
                                        erfcFloat};

inline constexpr MathTables forDouble = {64,
                                         52,
                                         1023,
                                         0x1.8p52,
                                         0x1p-1022,
                                         0x1.62e42fefa3p-1,
                                         0x1.3de6af278ece6p-42,
                                         0x3fe6a09e667f3bcd,
                                         ~int64_t(0x7ffffff),
                                         /*expLow=*/-746.0,
                                         /*expm1Low=*/-40.0,
                                         /*expHigh=*/710.0,
                                         /*tanhHigh=*/19.1,
                                         /*erfcHigh=*/27.3,
                                         expDouble,
                                         logDouble,
                                         erfDouble,
                                         erfcDouble};

} // namespace tables
} // namespace lith::passes

#endif // LITH_PASSES_MATHTABLES_H
