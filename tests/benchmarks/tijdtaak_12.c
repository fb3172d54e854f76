/* The task tijdtaak_12 by hand in C: invented law, only to measure and compare. */
#include <stdbool.h>
#include <stdint.h>

static const int64_t NORM[3][3] = {
    {34629, 55408, 69258}, {140150, 140150, 200213}, {156510, 156510, 212166}};

static inline int64_t half_up(int64_t number, int64_t divisor) {
    return (2 * number + divisor) / (2 * divisor);
}

static inline int64_t highest(int64_t one, int64_t other) { return one > other ? one : other; }

void decide(int64_t cases, const int64_t *restrict age, const int8_t *restrict form,
            const int64_t *restrict people, const int64_t *restrict income,
            const int64_t *restrict wealth, const bool *restrict lives_here,
            const bool *restrict lawful, const bool *restrict detained,
            const bool *restrict student, const bool *restrict pensioner,
            const int64_t *restrict gifts, const int64_t *restrict costs,
            const bool *restrict urgent, bool *restrict entitled, int64_t *restrict paid,
            int64_t *restrict supplement, int8_t *restrict ground) {
    for (int64_t i = 0; i < cases; i++) {
        int row = age[i] >= 21; row = pensioner[i] ? 2 : row;
        bool shares = (people[i] > 1) & (age[i] >= 27);
        int64_t norm = shares ? half_up(NORM[row][2] * (40 + 30 * people[i]), 100 * people[i])
                              : NORM[row][form[i]];
        int64_t total = wealth[i] + highest(0, gifts[i] - 120000);
        int refusal = 0;
        refusal = total > (form[i] == 0 ? 797000 : 1594000) ? 8 : refusal;
        refusal = student[i] ? 7 : refusal;
        refusal = detained[i] ? 6 : refusal;
        refusal = !lawful[i] ? 5 : refusal;
        refusal = !lives_here[i] ? 4 : refusal;
        refusal = age[i] < 18 ? 3 : refusal;
        bool right = !refusal, hard = refusal && urgent[i];
        int64_t base = right ? norm : hard ? half_up(norm, 2) : 0;
        int64_t extra = highest(0, costs[i] - half_up(3 * norm, 10));
        extra = extra < 30000 ? extra : 30000;
        entitled[i] = right | hard;
        paid[i] = highest(0, base - income[i]);
        supplement[i] = right ? extra : 0;
        ground[i] = (int8_t)(right ? shares : hard ? 2 : refusal);
    }
}
